-- Coupons, and the rows of the batches that issue them.

ALTER TABLE member ADD COLUMN active boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN member.active IS 'whether the shop writes to them';

-- The thirteenth character of a code checks the others: a wrong character, or
-- two that were swapped, are found without asking the database. The alphabet has
-- a prime number of characters, and none that looks like another.
CREATE FUNCTION coupon_check(characters text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ',
            1 + (sum(n * (strpos('23456789ABCDEFGHJKMNPQRSTUVWXYZ', substr(characters, n, 1)) - 1)) % 31)::integer, 1)
        FROM generate_series(1, length(characters)) AS n);

-- Twelve characters from the random bytes of a UUID, which come from the
-- operating system's generator: nobody can guess the next code from others.
CREATE FUNCTION coupon_code() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    random bytea := uuid_send(gen_random_uuid());
    code text := '';
    i integer;
BEGIN
    FOREACH i IN ARRAY '{0,1,2,3,4,5,9,10,11,12,13,14}'::integer[] LOOP -- the bytes that are all random
        code := code || substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + get_byte(random, i) % 31, 1);
    END LOOP;
    RETURN code || coupon_check(code);
END $$;

CREATE TABLE coupon (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    code         text        NOT NULL COLLATE "C",
    customer_id  bigint      NOT NULL,
    batch_id     bigint      NOT NULL,
    percent      numeric(7, 4),
    amount       numeric(12, 2),
    valid_until  date        NOT NULL,
    issued_at    timestamptz NOT NULL DEFAULT now(),
    redeemed_at  timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT coupon_pkey PRIMARY KEY (id),
    CONSTRAINT coupon_code_key UNIQUE (code),
    CONSTRAINT coupon_code_check CHECK (length(code) = 13 AND coupon_check(left(code, 12)) = right(code, 1)),
    CONSTRAINT coupon_discount_check CHECK (num_nonnulls(percent, amount) = 1),
    CONSTRAINT coupon_percent_check CHECK (percent > 0 AND percent <= 100),
    CONSTRAINT coupon_amount_check CHECK (amount > 0),
    CONSTRAINT coupon_ended_check CHECK (redeemed_at IS NULL OR withdrawn_at IS NULL),
    CONSTRAINT coupon_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE
);
COMMENT ON COLUMN coupon.batch_id IS 'that issued it; without a foreign key, for coupons outlive batches';
COMMENT ON COLUMN coupon.percent IS 'off what the customer pays; or amount';
CREATE INDEX coupon_customer_id_idx ON coupon (customer_id);
CREATE INDEX coupon_batch_id_idx ON coupon (batch_id);

CREATE TABLE batch.coupon_row (
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
    customer       text        NOT NULL COLLATE "C",
    country        text        NOT NULL,
    last_shopped   date,
    invoices       integer     NOT NULL,
    spent          numeric(22, 2) NOT NULL,
    open_coupons   integer     NOT NULL,
    percent        numeric(12, 4),
    amount         numeric(12, 2),
    valid_until    date,
    code           text        COLLATE "C",
    CONSTRAINT coupon_row_pkey PRIMARY KEY (batch_id, sequence),
    CONSTRAINT coupon_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept'))
) WITH (fillfactor = 80);
COMMENT ON COLUMN batch.coupon_row.customer IS 'the number of customer';
COMMENT ON COLUMN batch.coupon_row.code IS 'of the coupon that was issued';
CREATE INDEX coupon_row_status_idx ON batch.coupon_row (batch_id, removed, status, sequence);
