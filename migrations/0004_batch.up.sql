-- Batches: pending rows, held until a person has reviewed them.

CREATE SCHEMA batch;

CREATE TABLE batch (
    id                bigint GENERATED ALWAYS AS IDENTITY,
    type              text        NOT NULL,
    description       text        NOT NULL DEFAULT '',
    notes             text        NOT NULL DEFAULT '',
    state             text        NOT NULL DEFAULT 'created',
    source            jsonb       NOT NULL,
    parameters        jsonb       NOT NULL DEFAULT '{}',
    next_sequence     bigint      NOT NULL DEFAULT 1,
    row_count         bigint,
    client_key        text,
    population_job_id bigint,
    execution_job_id  bigint,
    created_by        bigint,
    completed_by      bigint,
    executed_by       bigint,
    created_at        timestamptz NOT NULL DEFAULT now(),
    completed_at      timestamptz,
    executed_at       timestamptz,
    updated_at        timestamptz NOT NULL DEFAULT now(),
    version           integer     NOT NULL DEFAULT 1,
    CONSTRAINT batch_pkey PRIMARY KEY (id),
    CONSTRAINT batch_state_check CHECK (state IN
        ('created', 'open', 'complete', 'executing', 'failed', 'canceled', 'executed')),
    CONSTRAINT batch_description_check CHECK (length(description) <= 200),
    CONSTRAINT batch_notes_check CHECK (length(notes) <= 10000),
    CONSTRAINT batch_client_key_key UNIQUE (created_by, client_key),
    CONSTRAINT batch_client_key_check CHECK (length(client_key) BETWEEN 1 AND 100),
    CONSTRAINT batch_population_job_id_fkey FOREIGN KEY (population_job_id) REFERENCES job ON DELETE SET NULL,
    CONSTRAINT batch_execution_job_id_fkey FOREIGN KEY (execution_job_id) REFERENCES job ON DELETE SET NULL,
    CONSTRAINT batch_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user ON DELETE SET NULL,
    CONSTRAINT batch_completed_by_fkey FOREIGN KEY (completed_by) REFERENCES app_user ON DELETE SET NULL,
    CONSTRAINT batch_executed_by_fkey FOREIGN KEY (executed_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN batch.next_sequence IS 'the sequence of the next row that does not belong to a planned chunk';
COMMENT ON COLUMN batch.row_count IS 'removed rows included; null while it is being populated';
COMMENT ON COLUMN batch.client_key IS 'chosen by the client, so that a repeated request finds the batch it made';
CREATE INDEX batch_type_idx ON batch (type, id);
CREATE INDEX batch_state_idx ON batch (state, id);
CREATE INDEX batch_population_job_id_idx ON batch (population_job_id);
CREATE INDEX batch_execution_job_id_idx ON batch (execution_job_id);
CREATE INDEX batch_completed_by_idx ON batch (completed_by);
CREATE INDEX batch_executed_by_idx ON batch (executed_by);

-- What people did to rows: who, when, from what, to what.
CREATE TABLE batch.row_change (
    batch_id   bigint      NOT NULL,
    sequence   bigint      NOT NULL,
    version    integer     NOT NULL,
    action     text        NOT NULL,
    changes    jsonb       NOT NULL DEFAULT '{}',
    changed_by bigint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT row_change_pkey PRIMARY KEY (batch_id, sequence, version),
    CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore')),
    CONSTRAINT row_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN batch.row_change.version IS 'the version that the change made';
COMMENT ON COLUMN batch.row_change.changes IS '{"column": [from, to]}';
CREATE INDEX row_change_changed_by_idx ON batch.row_change (changed_by);
