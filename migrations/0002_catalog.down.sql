DROP TABLE product_text, product, vendor, brand, department CASCADE;
DROP FUNCTION product_text_insert, product_text_update;
DROP EXTENSION pg_trgm;
