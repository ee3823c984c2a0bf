DROP TABLE batch.product_row, batch.vendorcatalog_row, batch.delproduct_row, batch.inventory_row, inventory;
