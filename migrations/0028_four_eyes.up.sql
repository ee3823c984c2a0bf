-- Executing a batch may need the approval of someone who has not changed it.
ALTER TABLE batch
    ADD COLUMN approved_by bigint,
    ADD COLUMN approved_at timestamptz,
    ADD CONSTRAINT batch_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES app_user ON DELETE SET NULL;
COMMENT ON COLUMN batch.approved_at IS 'null: it is not approved; any change of the batch makes it so again';
CREATE INDEX batch_approved_by_idx ON batch (approved_by);
