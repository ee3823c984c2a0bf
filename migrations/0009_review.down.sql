DROP TABLE batch_event, batch.bulk_change_part, batch.bulk_change;
