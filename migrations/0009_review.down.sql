UPDATE batch.pricing_row SET outcome = 'executed' WHERE outcome IN ('reverted', 'kept');
ALTER TABLE batch.pricing_row
    DROP CONSTRAINT pricing_row_outcome_check,
    ADD CONSTRAINT pricing_row_outcome_check CHECK (outcome IN ('executed', 'failed'));
UPDATE batch SET state = 'executed' WHERE state IN ('reverting', 'reverted');
ALTER TABLE batch
    DROP COLUMN undo_job_id,
    DROP COLUMN undone_by,
    DROP CONSTRAINT batch_state_check,
    ADD CONSTRAINT batch_state_check CHECK (state IN
        ('created', 'open', 'complete', 'executing', 'failed', 'canceled', 'executed'));
DROP TABLE batch_event, batch.bulk_change_part, batch.bulk_change;
DELETE FROM batch.row_change WHERE action = 'refresh';
ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore'));
