-- Who buys, what was sold to whom, and the lines of files that it is read from.

-- number is the shop's own number of a customer, compared as it is written.
CREATE TABLE customer (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    number     text        NOT NULL COLLATE "C",
    country    text        NOT NULL DEFAULT '',
    line_id    bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT customer_pkey PRIMARY KEY (id),
    CONSTRAINT customer_number_key UNIQUE (number),
    CONSTRAINT customer_number_check CHECK (number = btrim(number) AND length(number) BETWEEN 1 AND 50),
    CONSTRAINT customer_country_check CHECK (length(country) <= 100)
);
COMMENT ON COLUMN customer.line_id IS 'the sales line that the country is from: the first that names the customer; null: from elsewhere';

CREATE TABLE member (
    customer_id bigint      NOT NULL,
    since       timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    version     integer     NOT NULL DEFAULT 1,
    CONSTRAINT member_pkey PRIMARY KEY (customer_id),
    CONSTRAINT member_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE
);
COMMENT ON TABLE member IS 'customers whom the shop knows by what they bought';
COMMENT ON COLUMN member.since IS 'when the first sale that is known was made';

-- A file of sales, staged so that any process can work on any part of it.
CREATE TABLE sales_file (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    lines      bigint      NOT NULL,
    created_by bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sales_file_pkey PRIMARY KEY (id),
    CONSTRAINT sales_file_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user ON DELETE SET NULL
);
CREATE INDEX sales_file_created_by_idx ON sales_file (created_by);

-- The ids of a file's lines ascend, but need not be without gaps.
CREATE TABLE sales_line (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    file_id     bigint  NOT NULL,
    line        bigint  NOT NULL,
    invoice     text    NOT NULL DEFAULT '',
    code        text    NOT NULL DEFAULT '' COLLATE "C",
    description text    NOT NULL DEFAULT '',
    quantity    text    NOT NULL DEFAULT '',
    sold_at     text    NOT NULL DEFAULT '',
    price       text    NOT NULL DEFAULT '',
    customer    text    NOT NULL DEFAULT '',
    country     text    NOT NULL DEFAULT '',
    problem     text    NOT NULL DEFAULT '',
    CONSTRAINT sales_line_pkey PRIMARY KEY (id),
    CONSTRAINT sales_line_file_id_fkey FOREIGN KEY (file_id) REFERENCES sales_file ON DELETE CASCADE
);
COMMENT ON COLUMN sales_line.line IS 'where it starts in the file';
COMMENT ON COLUMN sales_line.problem IS 'why it could not be read; then the values are empty';
CREATE INDEX sales_line_file_id_idx ON sales_line (file_id, id);

-- A line of a file books one sale, whichever job books it and however often:
-- the sale is replaced, and sums stay exact.
CREATE TABLE sale (
    line_id     bigint         NOT NULL,
    job_id      bigint         NOT NULL,
    invoice     text           NOT NULL,
    sold_at     timestamptz    NOT NULL,
    product_id  bigint         NOT NULL,
    customer_id bigint,
    quantity    integer        NOT NULL,
    price       numeric(12, 4) NOT NULL,
    amount      numeric(22, 4) GENERATED ALWAYS AS (quantity * price) STORED,
    CONSTRAINT sale_pkey PRIMARY KEY (line_id),
    CONSTRAINT sale_quantity_check CHECK (quantity <> 0),
    CONSTRAINT sale_product_id_fkey FOREIGN KEY (product_id) REFERENCES product,
    CONSTRAINT sale_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer
);
COMMENT ON COLUMN sale.line_id IS 'the sales_line; without a foreign key, for sales outlive files';
COMMENT ON COLUMN sale.job_id IS 'the job that booked it; without a foreign key, for sales outlive jobs';
COMMENT ON COLUMN sale.customer_id IS 'null: nobody knows';
COMMENT ON COLUMN sale.quantity IS 'negative: taken back';
CREATE INDEX sale_customer_id_idx ON sale (customer_id, sold_at);
CREATE INDEX sale_product_id_idx ON sale (product_id, sold_at);

CREATE VIEW sale_total AS
SELECT customer_id, product_id, count(*) AS lines, sum(quantity) AS quantity, sum(amount) AS amount,
    min(sold_at) AS first_sold_at, max(sold_at) AS last_sold_at
FROM sale GROUP BY customer_id, product_id;
COMMENT ON VIEW sale_total IS 'what each customer bought of each product, less what was taken back; customer_id null: nobody knows';
