-- The line of the file that a row comes from.
ALTER TABLE batch.label_row ADD COLUMN source_line bigint;
ALTER TABLE batch.pricing_row ADD COLUMN source_line bigint;
