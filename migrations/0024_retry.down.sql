DELETE FROM batch.row_change WHERE action = 'retry';
ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore', 'refresh', 'add'));
ALTER TABLE batch DROP COLUMN failed_count;
