DROP TABLE product, vendor, brand, department;
DROP EXTENSION pg_trgm;
