-- When batches are due, and what is left of those whose rows are purged.
ALTER TABLE batch
    ADD COLUMN due_on date,
    ADD COLUMN purge_on date,
    ADD COLUMN purge_job_id bigint,
    ADD COLUMN purged_by bigint,
    ADD COLUMN purged_at timestamptz,
    ADD COLUMN remains jsonb,
    ADD CONSTRAINT batch_purge_job_id_fkey FOREIGN KEY (purge_job_id) REFERENCES job ON DELETE SET NULL,
    ADD CONSTRAINT batch_purged_by_fkey FOREIGN KEY (purged_by) REFERENCES app_user ON DELETE SET NULL,
    DROP CONSTRAINT batch_state_check,
    ADD CONSTRAINT batch_state_check CHECK (state IN
        ('created', 'open', 'complete', 'executing', 'failed', 'canceled', 'executed', 'reverting', 'reverted', 'purging', 'purged'));
COMMENT ON COLUMN batch.due_on IS 'the day by which it is to be executed';
COMMENT ON COLUMN batch.purge_on IS 'the day from which its rows, their histories and its files may be purged';
COMMENT ON COLUMN batch.remains IS 'what its rows told, from the beginning of its purge on';
CREATE INDEX batch_due_on_idx ON batch (due_on, id);
CREATE INDEX batch_purge_on_idx ON batch (purge_on) WHERE state IN ('executed', 'reverted');
CREATE INDEX batch_purge_job_id_idx ON batch (purge_job_id);
CREATE INDEX batch_purged_by_idx ON batch (purged_by);
