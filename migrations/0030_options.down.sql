DROP TABLE batch_options;
ALTER TABLE batch DROP COLUMN options;
