-- What executing a batch asks for besides its rows.
ALTER TABLE batch ADD COLUMN options jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN batch.options IS 'what it is executed with, from the beginning of its execution on';

-- The options that a user has executed a batch of a type with, the last time.
CREATE TABLE batch_options (
    user_id    bigint      NOT NULL,
    batch_type text        NOT NULL,
    options    jsonb       NOT NULL,
    used_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batch_options_pkey PRIMARY KEY (user_id, batch_type),
    CONSTRAINT batch_options_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);
