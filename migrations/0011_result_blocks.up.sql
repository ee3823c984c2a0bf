-- Results are kept many to a row: a row, and an entry in an index, for each would
-- cost more than most programs take to produce it.

CREATE TABLE job_result_block (
    job_id    bigint   NOT NULL,
    chunk     bigint   NOT NULL,
    block     integer  NOT NULL,
    item_keys bigint[] NOT NULL,
    results   json     NOT NULL,
    CONSTRAINT job_result_block_pkey PRIMARY KEY (job_id, chunk, block)
);
COMMENT ON TABLE job_result_block IS 'what jobs produced for their items; without a foreign key, a job is deleted with its results';
COMMENT ON COLUMN job_result_block.results IS 'an array: those of item_keys, in the same order; json, because jsonb takes three times as long to write';

INSERT INTO job_result_block
SELECT job_id, chunk, (n - 1) / 1000, array_agg(item_key ORDER BY n), json_agg(result ORDER BY n)
FROM (SELECT *, row_number() OVER (PARTITION BY job_id, chunk ORDER BY item_key) AS n FROM job_result) AS numbered
GROUP BY 1, 2, 3;

DROP TABLE job_result;

CREATE VIEW job_result AS
SELECT b.job_id, b.chunk, r.item_key, r.result::jsonb
FROM job_result_block b
CROSS JOIN ROWS FROM (unnest(b.item_keys), json_array_elements(b.results)) AS r (item_key, result);
COMMENT ON VIEW job_result IS 'what jobs produced for their items, one by one';
