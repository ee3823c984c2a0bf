DROP TABLE batch.bulk_change_part, batch.bulk_change;
