-- What the shop sells.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE department (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT department_pkey PRIMARY KEY (id),
    CONSTRAINT department_name_key UNIQUE (name),
    CONSTRAINT department_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

CREATE TABLE brand (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT brand_pkey PRIMARY KEY (id),
    CONSTRAINT brand_name_key UNIQUE (name),
    CONSTRAINT brand_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

CREATE TABLE vendor (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT vendor_pkey PRIMARY KEY (id),
    CONSTRAINT vendor_name_key UNIQUE (name),
    CONSTRAINT vendor_name_check CHECK (length(name) BETWEEN 1 AND 200)
);

-- sku is the shop's own code and the key that imports match on. It is compared
-- as it is written: leading zeros, letters and their case all count.
CREATE TABLE product (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    sku           text        NOT NULL COLLATE "C",
    gtin          text        COLLATE "C",
    description   text        NOT NULL DEFAULT '',
    size          text        NOT NULL DEFAULT '',
    department_id bigint,
    brand_id      bigint,
    vendor_id     bigint,
    cost          numeric(12, 4),
    price         numeric(12, 2),
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       integer     NOT NULL DEFAULT 1,
    CONSTRAINT product_pkey PRIMARY KEY (id),
    CONSTRAINT product_sku_key UNIQUE (sku),
    CONSTRAINT product_gtin_key UNIQUE (gtin),
    CONSTRAINT product_sku_check CHECK (sku = btrim(sku) AND length(sku) BETWEEN 1 AND 64),
    CONSTRAINT product_gtin_check CHECK (gtin ~ '^([0-9]{8}|[0-9]{12,14})$'),
    CONSTRAINT product_description_check CHECK (length(description) <= 500),
    CONSTRAINT product_size_check CHECK (length(size) <= 50),
    CONSTRAINT product_cost_check CHECK (cost >= 0),
    CONSTRAINT product_price_check CHECK (price >= 0),
    CONSTRAINT product_department_id_fkey FOREIGN KEY (department_id) REFERENCES department,
    CONSTRAINT product_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES brand,
    CONSTRAINT product_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES vendor
);
COMMENT ON COLUMN product.price IS 'regular price; null: not known';

-- Each foreign key's index also carries the default order of the list.
CREATE INDEX product_department_id_idx ON product (department_id, sku);
CREATE INDEX product_brand_id_idx ON product (brand_id, sku);
CREATE INDEX product_vendor_id_idx ON product (vendor_id, sku);
CREATE INDEX product_price_idx ON product (price, id);
CREATE INDEX product_description_idx ON product (description, id);

-- What a text search looks through. It has a table of its own, because a
-- trigram index costs more than all others together: on product, every change
-- of a price would have to write it anew. Triggers keep it, so that nobody who
-- writes products has to think of it.
CREATE TABLE product_text (
    product_id bigint NOT NULL,
    text       text   NOT NULL,
    CONSTRAINT product_text_pkey PRIMARY KEY (product_id),
    CONSTRAINT product_text_product_id_fkey FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
);
CREATE INDEX product_text_text_idx ON product_text USING gin (text gin_trgm_ops);

CREATE FUNCTION product_text_of(p product) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN p.sku || ' ' || coalesce(p.gtin, '') || ' ' || p.description;

CREATE FUNCTION product_text_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO product_text (product_id, text) SELECT p.id, product_text_of(p) FROM inserted AS p;
    RETURN NULL;
END $$;

CREATE FUNCTION product_text_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE product_text SET text = product_text_of(NEW) WHERE product_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER product_text_insert AFTER INSERT ON product
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION product_text_insert();
-- Named columns, so that a change of a price does not even call it.
CREATE TRIGGER product_text_update AFTER UPDATE OF sku, gtin, description ON product
    FOR EACH ROW WHEN ((OLD.sku, OLD.gtin, OLD.description) IS DISTINCT FROM (NEW.sku, NEW.gtin, NEW.description))
    EXECUTE FUNCTION product_text_update();
