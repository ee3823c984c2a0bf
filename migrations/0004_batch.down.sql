DROP TABLE batch.row_change, public.batch;
DROP SCHEMA batch;
