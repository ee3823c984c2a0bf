-- Failed rows of executed batches can be corrected and executed again.
ALTER TABLE batch ADD COLUMN failed_count bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN batch.failed_count IS 'rows that had failed when the execution ended';
UPDATE batch SET failed_count = f.count FROM (
    SELECT batch_id, count(*) FROM batch.label_row WHERE outcome = 'failed' GROUP BY 1
    UNION ALL SELECT batch_id, count(*) FROM batch.pricing_row WHERE outcome = 'failed' GROUP BY 1) AS f
WHERE f.batch_id = batch.id AND batch.state IN ('executed', 'reverting', 'reverted');
ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore', 'refresh', 'add', 'retry'));
