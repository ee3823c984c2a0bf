-- Jobs: tracked, restartable runs, cut into chunks and carried by lanes.

CREATE TABLE job (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    application    text        NOT NULL,
    name           text        NOT NULL,
    description    text        NOT NULL DEFAULT '',
    source         text        NOT NULL DEFAULT '',
    parameters     jsonb       NOT NULL DEFAULT '{}',
    partitioning   text        NOT NULL,
    parallelism    integer     NOT NULL,
    priority       smallint    NOT NULL DEFAULT 2,
    state          text        NOT NULL DEFAULT 'running',
    program_hash   text        NOT NULL DEFAULT '',
    build_revision text        NOT NULL DEFAULT '',
    total_chunks   bigint,
    total_items    bigint,
    plan_attempts  integer     NOT NULL DEFAULT 0,
    end_attempts   integer     NOT NULL DEFAULT 0,
    not_before     timestamptz,
    error          text,
    created_by     bigint,
    canceled_by    bigint,
    created_at     timestamptz NOT NULL DEFAULT now(),
    started_at     timestamptz,
    run_started_at timestamptz,
    run_items      bigint      NOT NULL DEFAULT 0,
    finished_at    timestamptz,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    version        integer     NOT NULL DEFAULT 1,
    CONSTRAINT job_pkey PRIMARY KEY (id),
    CONSTRAINT job_state_check CHECK (state IN ('running', 'canceling', 'finished', 'failed', 'canceled')),
    CONSTRAINT job_parallelism_check CHECK (parallelism BETWEEN 1 AND 64),
    CONSTRAINT job_priority_check CHECK (priority BETWEEN 1 AND 4),
    CONSTRAINT job_planned_check CHECK ((total_chunks IS NULL) = (total_items IS NULL)),
    CONSTRAINT job_created_by_fkey FOREIGN KEY (created_by) REFERENCES app_user ON DELETE SET NULL,
    CONSTRAINT job_canceled_by_fkey FOREIGN KEY (canceled_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN job.total_chunks IS 'null until the job is planned: its source counted and cut';
COMMENT ON COLUMN job.not_before IS 'after planning or ending failed: when to try again';
COMMENT ON COLUMN job.run_started_at IS 'when the present run was planned or resumed: rates count from here';
COMMENT ON COLUMN job.run_items IS 'the items that runs before the present one have dealt with';
CREATE INDEX job_created_by_idx ON job (created_by);
CREATE INDEX job_canceled_by_idx ON job (canceled_by);
CREATE INDEX job_application_idx ON job (application, id);
CREATE INDEX job_active_idx ON job (id) WHERE state IN ('running', 'canceling');

CREATE TABLE worker (
    id         text        NOT NULL,
    host       text        NOT NULL,
    pid        integer     NOT NULL,
    revision   text        NOT NULL DEFAULT '',
    slots      integer     NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT worker_pkey PRIMARY KEY (id)
);

-- A lane is carried by one River job at a time; only that carrier may work.
-- Counters live here, not on the job, so that lanes never wait for each other.
-- updated_at changes with every chunk: fillfactor keeps those updates in the page.
CREATE TABLE job_lane (
    job_id        bigint      NOT NULL,
    lane          integer     NOT NULL,
    river_job_id  bigint,
    chunks_done   bigint      NOT NULL DEFAULT 0,
    chunks_failed bigint      NOT NULL DEFAULT 0,
    items_done    bigint      NOT NULL DEFAULT 0,
    items_failed  bigint      NOT NULL DEFAULT 0,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT job_lane_pkey PRIMARY KEY (job_id, lane),
    CONSTRAINT job_lane_job_id_fkey FOREIGN KEY (job_id) REFERENCES job ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON COLUMN job_lane.river_job_id IS 'the River job that carries the lane; null: the lane rests';

CREATE TABLE job_chunk (
    job_id         bigint  NOT NULL,
    number         bigint  NOT NULL,
    bounds         jsonb   NOT NULL,
    items          bigint  NOT NULL,
    state          text    NOT NULL DEFAULT 'pending',
    attempt        integer NOT NULL DEFAULT 0,
    not_before     timestamptz,
    lane           integer,
    worker_id      text,
    items_done     bigint  NOT NULL DEFAULT 0,
    items_failed   bigint  NOT NULL DEFAULT 0,
    program_hash   text    NOT NULL DEFAULT '',
    build_revision text    NOT NULL DEFAULT '',
    error          text,
    error_detail   text,
    started_at     timestamptz,
    finished_at    timestamptz,
    CONSTRAINT job_chunk_pkey PRIMARY KEY (job_id, number),
    CONSTRAINT job_chunk_state_check CHECK (state IN ('pending', 'running', 'done', 'failed')),
    CONSTRAINT job_chunk_job_id_fkey FOREIGN KEY (job_id) REFERENCES job ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON COLUMN job_chunk.error IS 'why the latest attempt failed, for everyone';
COMMENT ON COLUMN job_chunk.error_detail IS 'the technical cause, for operators';
CREATE INDEX job_chunk_pending_idx ON job_chunk (job_id, number) WHERE state = 'pending';
CREATE INDEX job_chunk_running_idx ON job_chunk (job_id, number) WHERE state = 'running';
