UPDATE batch SET state = 'executed' WHERE state IN ('purging', 'purged');
ALTER TABLE batch
    DROP COLUMN due_on, -- each with its index
    DROP COLUMN purge_on,
    DROP COLUMN purge_job_id,
    DROP COLUMN purged_by,
    DROP COLUMN purged_at,
    DROP COLUMN remains,
    DROP CONSTRAINT batch_state_check,
    ADD CONSTRAINT batch_state_check CHECK (state IN
        ('created', 'open', 'complete', 'executing', 'failed', 'canceled', 'executed', 'reverting', 'reverted'));
