-- Operations: the record of what happens in the background or in bulk.

CREATE TABLE operation (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    type         text        NOT NULL,
    status       text        NOT NULL DEFAULT 'unprocessed',
    result       text,
    context_kind text,
    context_key  text,
    input        jsonb,
    output       jsonb,
    error        text,
    action_group text,
    route        text,
    carrier      bigint,
    attempt      integer     NOT NULL DEFAULT 0,
    run_at       timestamptz NOT NULL DEFAULT now(),
    due_at       timestamptz,
    created_by   bigint,
    started_by   bigint,
    finished_by  bigint,
    created_at   timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    finished_at  timestamptz,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    version      integer     NOT NULL DEFAULT 1,
    CONSTRAINT operation_pkey PRIMARY KEY (id),
    CONSTRAINT operation_type_check CHECK (type ~ '^[a-z][a-z0-9_-]{0,99}$'),
    CONSTRAINT operation_status_check CHECK (status IN ('unprocessed', 'running', 'finished', 'canceled')),
    CONSTRAINT operation_result_check CHECK (result IN ('successful', 'failed')),
    CONSTRAINT operation_finished_check CHECK ((status = 'finished') = (result IS NOT NULL)),
    CONSTRAINT operation_started_check CHECK (started_at IS NOT NULL OR status IN ('unprocessed', 'canceled')),
    CONSTRAINT operation_ended_check CHECK ((finished_at IS NOT NULL) = (status IN ('finished', 'canceled'))),
    CONSTRAINT operation_context_check CHECK (context_key IS NOT NULL OR context_kind IS NULL),
    CONSTRAINT operation_route_check CHECK ((action_group IS NULL) = (route IS NULL))
) WITH (fillfactor = 80);
-- Who did something stays on record when the user is deleted: no foreign keys.
COMMENT ON COLUMN operation.created_by IS 'a user, perhaps deleted since; null: Sluice itself';
COMMENT ON COLUMN operation.context_kind IS 'with context_key, an object of the API; null: context_key is a reference of a foreign system';
COMMENT ON COLUMN operation.carrier IS 'the River job that brings it to a worker of its route';
COMMENT ON COLUMN operation.attempt IS 'how often it was started or claimed: who finishes it can say which time';
COMMENT ON COLUMN operation.run_at IS 'not to be claimed or run before';
COMMENT ON COLUMN operation.due_at IS 'unprocessed: when it may be claimed or run; running: when its lease ends; null: never';

CREATE INDEX operation_type_idx ON operation (type, id);
CREATE INDEX operation_due_idx ON operation (type, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX operation_group_due_idx ON operation (due_at) WHERE status = 'unprocessed' AND action_group IS NOT NULL;
CREATE INDEX operation_lease_idx ON operation (due_at) WHERE status = 'running' AND due_at IS NOT NULL;
CREATE INDEX operation_context_idx ON operation (context_key, context_kind, id) WHERE context_key IS NOT NULL;
CREATE INDEX operation_open_idx ON operation (id) WHERE status IN ('unprocessed', 'running');
CREATE INDEX operation_failed_idx ON operation (id) WHERE result = 'failed';
CREATE INDEX operation_updated_at_idx ON operation (updated_at, id);
CREATE INDEX operation_finished_at_idx ON operation (type, finished_at) WHERE finished_at IS NOT NULL;

-- The types of operations have hyphens, and so have the permissions on them.
ALTER TABLE role_permission
    DROP CONSTRAINT role_permission_permission_check,
    ADD CONSTRAINT role_permission_permission_check CHECK (permission ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_*-]+)*$');
