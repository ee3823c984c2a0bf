-- The row tables of the batch types that ship. They carry no foreign keys: a
-- look-up per row would halve the speed of populating, and an executed row
-- outlives what it was made from. batch_id is held by the lock on the batch.
-- The status index does not cover the outcome, and fillfactor leaves room, so
-- that recording the outcome touches no index.

CREATE TABLE batch.label_row (
    batch_id       bigint      NOT NULL,
    sequence       bigint      NOT NULL,
    product_id     bigint,
    status         text        NOT NULL,
    removed        boolean     NOT NULL DEFAULT false,
    outcome        text,
    outcome_reason text,
    version        integer     NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    sku            text        NOT NULL COLLATE "C",
    gtin           text        COLLATE "C",
    description    text        NOT NULL,
    size           text        NOT NULL,
    price          numeric(12, 2),
    quantity       integer     NOT NULL,
    CONSTRAINT label_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT label_row_outcome_check CHECK (outcome IN ('executed', 'failed')),
    CONSTRAINT label_row_quantity_check CHECK (quantity BETWEEN 0 AND 1000)
) WITH (fillfactor = 80);
CREATE INDEX label_row_status_idx ON batch.label_row (batch_id, removed, status, sequence);

CREATE TABLE batch.pricing_row (
    batch_id       bigint      NOT NULL,
    sequence       bigint      NOT NULL,
    product_id     bigint,
    status         text        NOT NULL,
    removed        boolean     NOT NULL DEFAULT false,
    outcome        text,
    outcome_reason text,
    version        integer     NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    sku            text        NOT NULL COLLATE "C",
    description    text        NOT NULL,
    cost           numeric(12, 4),
    price          numeric(12, 2),
    new_price      numeric(12, 2),
    CONSTRAINT pricing_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT pricing_row_outcome_check CHECK (outcome IN ('executed', 'failed')),
    CONSTRAINT pricing_row_new_price_check CHECK (new_price >= 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.pricing_row.price IS 'the price before: what the product cost when the row was made';
CREATE INDEX pricing_row_status_idx ON batch.pricing_row (batch_id, removed, status, sequence);
