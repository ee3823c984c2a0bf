DROP TABLE job_result, job_exception, program;

ALTER TABLE job_chunk
    DROP exceptions, DROP statistics, DROP redo, DROP queued_at,
    DROP CONSTRAINT job_chunk_state_check,
    ADD CONSTRAINT job_chunk_state_check CHECK (state IN ('pending', 'running', 'done', 'failed'));
ALTER TABLE job_lane DROP exceptions;

DELETE FROM job WHERE state IN ('created', 'paused', 'deleting');
DROP INDEX job_active_idx;
CREATE INDEX job_active_idx ON job (id) WHERE state IN ('running', 'canceling');
ALTER TABLE job
    DROP partitioning_id, DROP rate, DROP paced_until, DROP started_by, DROP client_key,
    DROP CONSTRAINT job_state_check,
    ADD CONSTRAINT job_state_check CHECK (state IN ('running', 'canceling', 'finished', 'failed', 'canceled'));

DROP TABLE partition, partitioning;
