-- Stock, and the row tables of the batch types that create, change, count and
-- discontinue products. Like the other row tables, these have no foreign keys.

CREATE TABLE inventory (
    product_id bigint      NOT NULL,
    on_hand    integer     NOT NULL,
    counted_at timestamptz NOT NULL DEFAULT now(),
    batch_id   bigint,
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT inventory_pkey PRIMARY KEY (product_id),
    CONSTRAINT inventory_product_id_fkey FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
);
COMMENT ON COLUMN inventory.on_hand IS 'may be negative: more was sold than had been counted';
COMMENT ON COLUMN inventory.batch_id IS 'that has the count; without a foreign key, for counts outlive batches';

CREATE TABLE batch.inventory_row (
    batch_id       bigint      NOT NULL,
    sequence       bigint      NOT NULL,
    product_id     bigint,
    source_line    bigint,
    status         text        NOT NULL,
    removed        boolean     NOT NULL DEFAULT false,
    outcome        text,
    outcome_reason text,
    version        integer     NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    sku            text        NOT NULL DEFAULT '' COLLATE "C",
    gtin           text        COLLATE "C",
    description    text        NOT NULL DEFAULT '',
    on_hand        integer,
    counted        integer,
    difference     integer     GENERATED ALWAYS AS (counted - coalesce(on_hand, 0)) STORED,
    CONSTRAINT inventory_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT inventory_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept')),
    CONSTRAINT inventory_row_counted_check CHECK (counted >= 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.inventory_row.on_hand IS 'before the count; null: never counted';
CREATE INDEX inventory_row_status_idx ON batch.inventory_row (batch_id, removed, status, sequence);

CREATE TABLE batch.delproduct_row (
    batch_id       bigint      NOT NULL,
    sequence       bigint      NOT NULL,
    product_id     bigint,
    source_line    bigint,
    status         text        NOT NULL,
    removed        boolean     NOT NULL DEFAULT false,
    outcome        text,
    outcome_reason text,
    version        integer     NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    sku            text        NOT NULL DEFAULT '' COLLATE "C",
    gtin           text        COLLATE "C",
    description    text        NOT NULL DEFAULT '',
    active         boolean,
    last_sold      date,
    on_hand        integer,
    elsewhere      boolean     NOT NULL DEFAULT false,
    CONSTRAINT delproduct_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT delproduct_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept'))
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.delproduct_row.active IS 'before; null: there is no such product';
CREATE INDEX delproduct_row_status_idx ON batch.delproduct_row (batch_id, removed, status, sequence);

CREATE TABLE batch.vendorcatalog_row (
    batch_id       bigint      NOT NULL,
    sequence       bigint      NOT NULL,
    product_id     bigint,
    source_line    bigint,
    status         text        NOT NULL,
    removed        boolean     NOT NULL DEFAULT false,
    outcome        text,
    outcome_reason text,
    version        integer     NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    sku            text        NOT NULL DEFAULT '' COLLATE "C",
    gtin           text        COLLATE "C",
    description    text        NOT NULL DEFAULT '',
    vendor         text,
    price          numeric(12, 2),
    cost           numeric(12, 4),
    new_cost       numeric(12, 4),
    CONSTRAINT vendorcatalog_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT vendorcatalog_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept')),
    CONSTRAINT vendorcatalog_row_new_cost_check CHECK (new_cost >= 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.vendorcatalog_row.vendor IS 'of the product';
COMMENT ON COLUMN batch.vendorcatalog_row.cost IS 'before';
CREATE INDEX vendorcatalog_row_status_idx ON batch.vendorcatalog_row (batch_id, removed, status, sequence);

-- The columns that begin with old are those of the product before.
CREATE TABLE batch.product_row (
    batch_id        bigint      NOT NULL,
    sequence        bigint      NOT NULL,
    product_id      bigint,
    source_line     bigint,
    status          text        NOT NULL,
    removed         boolean     NOT NULL DEFAULT false,
    outcome         text,
    outcome_reason  text,
    version         integer     NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    sku             text        NOT NULL DEFAULT '' COLLATE "C",
    gtin            text        COLLATE "C",
    description     text        NOT NULL DEFAULT '',
    size            text        NOT NULL DEFAULT '',
    department      text,
    brand           text,
    vendor          text,
    cost            numeric(12, 4),
    price           numeric(12, 2),
    active          boolean     NOT NULL DEFAULT true,
    old_gtin        text        COLLATE "C",
    old_description text,
    old_size        text,
    old_department  text,
    old_brand       text,
    old_vendor      text,
    old_cost        numeric(12, 4),
    old_price       numeric(12, 2),
    old_active      boolean,
    CONSTRAINT product_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT product_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept')),
    CONSTRAINT product_row_cost_check CHECK (cost >= 0),
    CONSTRAINT product_row_price_check CHECK (price >= 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.product_row.old_active IS 'null: there is no such product yet';
CREATE INDEX product_row_status_idx ON batch.product_row (batch_id, removed, status, sequence);
