DROP TABLE batch.pricing_row, batch.label_row;
