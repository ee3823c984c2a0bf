ALTER TABLE batch.label_row DROP COLUMN source_line;
ALTER TABLE batch.pricing_row DROP COLUMN source_line;
