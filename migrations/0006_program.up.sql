-- Jobs that people create, try, pause and continue; programs with statistics,
-- exceptions and results.

-- A cut of a source, kept so that another job can process the same chunks.
CREATE TABLE partitioning (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    application text        NOT NULL,
    source      text        NOT NULL,
    name        text        NOT NULL,
    chunks      bigint      NOT NULL,
    items       bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT partitioning_pkey PRIMARY KEY (id)
);
CREATE INDEX partitioning_source_idx ON partitioning (application, source, id);

CREATE TABLE partition (
    partitioning_id bigint NOT NULL,
    number          bigint NOT NULL,
    bounds          jsonb  NOT NULL,
    items           bigint NOT NULL,
    CONSTRAINT partition_pkey PRIMARY KEY (partitioning_id, number),
    CONSTRAINT partition_partitioning_id_fkey FOREIGN KEY (partitioning_id) REFERENCES partitioning ON DELETE CASCADE
);

-- Programs as chunks were completed with, so that statistics can be drawn long
-- after the code has changed.
CREATE TABLE program (
    hash       text        NOT NULL,
    name       text        NOT NULL,
    graph      jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT program_pkey PRIMARY KEY (hash)
);

ALTER TABLE job
    ADD partitioning_id bigint,
    ADD rate            integer,
    ADD paced_until     timestamptz,
    ADD started_by      bigint,
    ADD client_key      text,
    ADD CONSTRAINT job_client_key_key UNIQUE (created_by, client_key),
    ADD CONSTRAINT job_client_key_check CHECK (length(client_key) BETWEEN 1 AND 100),
    ADD CONSTRAINT job_rate_check CHECK (rate > 0),
    ADD CONSTRAINT job_partitioning_id_fkey FOREIGN KEY (partitioning_id) REFERENCES partitioning,
    ADD CONSTRAINT job_started_by_fkey FOREIGN KEY (started_by) REFERENCES app_user ON DELETE SET NULL,
    DROP CONSTRAINT job_state_check,
    ADD CONSTRAINT job_state_check CHECK (state IN
        ('created', 'running', 'paused', 'canceling', 'finished', 'failed', 'canceled', 'deleting'));
COMMENT ON COLUMN job.partitioning_id IS 'the kept cut that its chunks are of; null: none was kept';
COMMENT ON COLUMN job.client_key IS 'chosen by the client, so that a repeated request finds the job it made';
COMMENT ON COLUMN job.rate IS 'items per second that it may process at most, over all processes; null: as many as it can';
COMMENT ON COLUMN job.paced_until IS 'with a rate: when the next chunk may begin';
CREATE INDEX job_partitioning_id_idx ON job (partitioning_id);
CREATE INDEX job_started_by_idx ON job (started_by);
DROP INDEX job_active_idx;
CREATE INDEX job_active_idx ON job (id) WHERE state IN ('created', 'running', 'canceling');
CREATE INDEX job_deleting_idx ON job (id) WHERE state = 'deleting';

ALTER TABLE job_lane ADD exceptions bigint NOT NULL DEFAULT 0;

ALTER TABLE job_chunk
    ADD exceptions bigint  NOT NULL DEFAULT 0,
    ADD statistics jsonb,
    ADD redo       boolean NOT NULL DEFAULT false,
    ADD queued_at  timestamptz,
    DROP CONSTRAINT job_chunk_state_check,
    ADD CONSTRAINT job_chunk_state_check CHECK (state IN ('held', 'pending', 'running', 'done', 'failed'));
COMMENT ON COLUMN job_chunk.exceptions IS 'items stored away for a human, when it was completed';
COMMENT ON COLUMN job_chunk.queued_at IS 'since when it waited to be processed; null while nobody has asked for it';
COMMENT ON COLUMN job_chunk.redo IS 'it was done before: what it made then is replaced';

-- Items that a program could not decide, stored away for a human.
CREATE TABLE job_exception (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    job_id      bigint      NOT NULL,
    chunk       bigint      NOT NULL,
    item_key    bigint      NOT NULL,
    item_label  text        NOT NULL,
    node        text        NOT NULL,
    reason      text        NOT NULL,
    details     jsonb       NOT NULL DEFAULT '{}',
    item        jsonb       NOT NULL DEFAULT '{}',
    state       text        NOT NULL DEFAULT 'open',
    correction  jsonb,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    resolved_by bigint,
    resolved_at timestamptz,
    CONSTRAINT job_exception_pkey PRIMARY KEY (job_id, item_key),
    CONSTRAINT job_exception_id_key UNIQUE (id),
    CONSTRAINT job_exception_state_check CHECK (state IN ('open', 'accepted', 'corrected', 'skipped', 'processed')),
    CONSTRAINT job_exception_correction_check CHECK ((state IN ('corrected', 'processed')) OR correction IS NULL),
    CONSTRAINT job_exception_job_id_fkey FOREIGN KEY (job_id) REFERENCES job ON DELETE CASCADE,
    CONSTRAINT job_exception_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN job_exception.item IS 'the item''s data that a person may correct, as the application declares it';
COMMENT ON COLUMN job_exception.correction IS 'the values that a person gave instead';
CREATE INDEX job_exception_chunk_idx ON job_exception (job_id, chunk);
CREATE INDEX job_exception_reason_idx ON job_exception (job_id, state, node, reason);
CREATE INDEX job_exception_resolved_by_idx ON job_exception (resolved_by);

-- What jobs produced for their items.
CREATE TABLE job_result (
    job_id   bigint NOT NULL,
    chunk    bigint NOT NULL,
    item_key bigint NOT NULL,
    result   jsonb  NOT NULL,
    CONSTRAINT job_result_pkey PRIMARY KEY (job_id, chunk, item_key)
);
COMMENT ON TABLE job_result IS 'without a foreign key, whose check would cost as much as the row; a job is deleted with its results';
