-- Files received from users, kept as they came. What is in them is in a store
-- of its own: a directory.

CREATE TABLE upload (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text        NOT NULL,
    content_type text        NOT NULL,
    size         bigint      NOT NULL,
    sha256       text        NOT NULL,
    key          text        NOT NULL,
    created_by   bigint,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT upload_pkey PRIMARY KEY (id),
    CONSTRAINT upload_key_key UNIQUE (key),
    CONSTRAINT upload_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT upload_content_type_check CHECK (length(content_type) <= 200),
    CONSTRAINT upload_size_check CHECK (size >= 0),
    CONSTRAINT upload_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN upload.name IS 'what the user calls the file, without directories';
COMMENT ON COLUMN upload.key IS 'what finds the file in the store';
COMMENT ON COLUMN upload.sha256 IS 'of the content, in hexadecimal digits';
CREATE INDEX upload_created_by_idx ON upload (created_by, id);
