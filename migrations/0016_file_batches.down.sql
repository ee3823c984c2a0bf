ALTER TABLE job DROP COLUMN activity;
DROP TABLE batch_mapping;
DELETE FROM batch.row_change WHERE action = 'add';
ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore', 'refresh'));
DROP INDEX upload_created_at_idx;
ALTER TABLE batch DROP COLUMN file_report, DROP COLUMN upload_id;
