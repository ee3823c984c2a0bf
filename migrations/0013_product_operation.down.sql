ALTER TABLE product DROP operation_id;
