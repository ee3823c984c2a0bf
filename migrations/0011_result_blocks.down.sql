CREATE TABLE job_result_row (
    job_id   bigint NOT NULL,
    chunk    bigint NOT NULL,
    item_key bigint NOT NULL,
    result   jsonb  NOT NULL
);
INSERT INTO job_result_row SELECT * FROM job_result;
DROP VIEW job_result;
DROP TABLE job_result_block;
ALTER TABLE job_result_row RENAME TO job_result;
ALTER TABLE job_result ADD CONSTRAINT job_result_pkey PRIMARY KEY (job_id, chunk, item_key);
COMMENT ON TABLE job_result IS 'without a foreign key, whose check would cost as much as the row; a job is deleted with its results';
