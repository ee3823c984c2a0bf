-- Which rows of a batch have changed lately, for those who watch it.
ALTER TABLE batch ADD COLUMN row_revision bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN batch.row_revision IS 'how often people have changed rows';

CREATE TABLE batch.row_revision (
    batch_id  bigint NOT NULL,
    revision  bigint NOT NULL,
    sequences bigint[],
    CONSTRAINT row_revision_pkey PRIMARY KEY (batch_id, revision),
    CONSTRAINT row_revision_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batch ON DELETE CASCADE
);
COMMENT ON TABLE batch.row_revision IS 'the latest changes of each batch; older ones are deleted';
COMMENT ON COLUMN batch.row_revision.sequences IS 'of the rows that changed; null: too many to list';
