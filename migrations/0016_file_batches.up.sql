-- Batches of the lines of files, and of rows that people give.
ALTER TABLE batch
    ADD COLUMN upload_id bigint,
    ADD COLUMN file_report jsonb,
    ADD CONSTRAINT batch_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload;
COMMENT ON COLUMN batch.upload_id IS 'the file that its rows come from';
COMMENT ON COLUMN batch.file_report IS 'what became of the lines of that file';
CREATE INDEX batch_upload_id_idx ON batch (upload_id);
CREATE INDEX upload_created_at_idx ON upload (created_at);

ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('add', 'edit', 'remove', 'restore', 'refresh'));

-- Which columns of files of a kind a user has mapped to which fields.
CREATE TABLE batch_mapping (
    user_id    bigint      NOT NULL,
    batch_type text        NOT NULL,
    header     text        NOT NULL,
    mapping    jsonb       NOT NULL,
    used_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batch_mapping_pkey PRIMARY KEY (user_id, batch_type, header),
    CONSTRAINT batch_mapping_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON COLUMN batch_mapping.header IS 'SHA-256 of the names of the columns, in hexadecimal digits';

-- What a job is about while its source is being cut.
ALTER TABLE job ADD COLUMN activity text;
