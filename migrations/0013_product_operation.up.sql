-- Which operation created a product.

ALTER TABLE product
    ADD operation_id bigint,
    ADD CONSTRAINT product_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES operation ON DELETE SET NULL;
COMMENT ON COLUMN product.operation_id IS 'null: created on its own, or the operation has been purged';
CREATE INDEX product_operation_id_idx ON product (operation_id, sku) WHERE operation_id IS NOT NULL;
