DROP TABLE batch.row_revision;
ALTER TABLE batch DROP COLUMN row_revision;
