-- Organic certificates of products, and the rows of the batches that write them.

CREATE SCHEMA coop;

CREATE TABLE coop.certificate (
    product_id  bigint      NOT NULL,
    number      text        NOT NULL,
    valid_until date        NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_pkey PRIMARY KEY (product_id),
    CONSTRAINT certificate_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.product ON DELETE CASCADE
);

-- Whose certificates count: the codes begin their numbers.
CREATE TABLE coop.control_body (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    code       text        NOT NULL COLLATE "C",
    name       text        NOT NULL,
    country    text        NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT control_body_pkey PRIMARY KEY (id),
    CONSTRAINT control_body_code_key UNIQUE (code)
);

CREATE TABLE coop.organic_row (
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
    description     text        NOT NULL DEFAULT '',
    old_number      text,
    old_valid_until date,
    number          text,
    valid_until     date,
    CONSTRAINT organic_row_pkey PRIMARY KEY (batch_id, sequence)
) WITH (fillfactor = 80);
CREATE INDEX organic_row_status_idx ON coop.organic_row (batch_id, removed, status, sequence);

-- Whoever looks after the certificates.
INSERT INTO public.role (key, title) VALUES ('certifier', 'Certifier');
INSERT INTO public.role_permission (role_id, permission)
SELECT id, permission FROM public.role, (VALUES ('product.view'), ('batch.organic.*'), ('job.batch.*'),
    ('upload.create'), ('importer.control_bodies.run')) AS granted (permission)
WHERE key = 'certifier';
