-- Rows that are made of lines of no product.
ALTER TABLE batch.label_row
    ALTER COLUMN sku SET DEFAULT '',
    ALTER COLUMN description SET DEFAULT '',
    ALTER COLUMN size SET DEFAULT '',
    ALTER COLUMN quantity SET DEFAULT 1;
ALTER TABLE batch.pricing_row
    ALTER COLUMN sku SET DEFAULT '',
    ALTER COLUMN description SET DEFAULT '';
