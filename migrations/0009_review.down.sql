DROP TABLE batch_event, batch.bulk_change_part, batch.bulk_change;
DELETE FROM batch.row_change WHERE action = 'refresh';
ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore'));
