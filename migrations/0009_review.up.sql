-- Review: changes of many rows at once, and what becomes of them.

-- A change of many rows in one gesture. What it did to each row is in
-- bulk_change_part, a thousand rows to a part: a row of row_change for each
-- would take as long as the change itself.
CREATE TABLE batch.bulk_change (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    batch_id   bigint      NOT NULL,
    action     text        NOT NULL,
    column_key text,
    row_count  bigint      NOT NULL DEFAULT 0,
    changed_by bigint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bulk_change_pkey PRIMARY KEY (id),
    CONSTRAINT bulk_change_action_check CHECK (action IN ('edit', 'remove', 'restore')),
    CONSTRAINT bulk_change_column_key_check CHECK ((column_key IS NOT NULL) = (action = 'edit')),
    CONSTRAINT bulk_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN batch.bulk_change.column_key IS 'the column that was edited';
CREATE INDEX bulk_change_batch_id_idx ON batch.bulk_change (batch_id);
CREATE INDEX bulk_change_changed_by_idx ON batch.bulk_change (changed_by);

CREATE TABLE batch.bulk_change_part (
    batch_id  bigint     NOT NULL,
    part      bigint     NOT NULL,
    change_id bigint     NOT NULL,
    places    smallint[] NOT NULL,
    versions  integer[]  NOT NULL,
    former    text[]    ,
    later     text[]    ,
    CONSTRAINT bulk_change_part_pkey PRIMARY KEY (batch_id, part, change_id),
    CONSTRAINT bulk_change_part_change_id_fkey FOREIGN KEY (change_id) REFERENCES batch.bulk_change ON DELETE CASCADE
);
ALTER TABLE batch.bulk_change_part
    ALTER COLUMN places SET STORAGE EXTERNAL,
    ALTER COLUMN versions SET STORAGE EXTERNAL,
    ALTER COLUMN former SET STORAGE EXTERNAL,
    ALTER COLUMN later SET STORAGE EXTERNAL;
COMMENT ON TABLE batch.bulk_change_part IS
    'the nth elements of the arrays belong together; compressing them would take longer than changing the rows';
COMMENT ON COLUMN batch.bulk_change_part.part IS 'the sequences of its rows divided by 1000';
COMMENT ON COLUMN batch.bulk_change_part.places IS 'what remains of the sequences';
COMMENT ON COLUMN batch.bulk_change_part.versions IS 'the versions that the change made';
CREATE INDEX bulk_change_part_change_id_idx ON batch.bulk_change_part (change_id);

ALTER TABLE batch.row_change DROP CONSTRAINT row_change_action_check,
    ADD CONSTRAINT row_change_action_check CHECK (action IN ('edit', 'remove', 'restore', 'refresh'));

-- The history of batches: who did what when. What people do to rows is in
-- row_change and bulk_change.
CREATE TABLE batch_event (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    batch_id  bigint      NOT NULL,
    kind      text        NOT NULL,
    row_count bigint,
    changes   jsonb       NOT NULL DEFAULT '{}',
    done_by   bigint,
    done_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batch_event_pkey PRIMARY KEY (id),
    CONSTRAINT batch_event_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batch ON DELETE CASCADE,
    CONSTRAINT batch_event_done_by_fkey FOREIGN KEY (done_by) REFERENCES app_user ON DELETE SET NULL
);
COMMENT ON COLUMN batch_event.changes IS 'of the header: {"field": [from, to]}';
CREATE INDEX batch_event_batch_id_idx ON batch_event (batch_id, id);
CREATE INDEX batch_event_done_by_idx ON batch_event (done_by);
INSERT INTO batch_event (batch_id, kind, done_by, done_at)
SELECT id, 'created', created_by, created_at FROM batch
UNION ALL SELECT id, 'completed', completed_by, completed_at FROM batch WHERE completed_at IS NOT NULL
UNION ALL SELECT id, 'executed', NULL, executed_at FROM batch WHERE executed_at IS NOT NULL
ORDER BY 4;

-- Undoing an execution.
ALTER TABLE batch
    ADD COLUMN undo_job_id bigint,
    ADD COLUMN undone_by bigint,
    ADD CONSTRAINT batch_undo_job_id_fkey FOREIGN KEY (undo_job_id) REFERENCES job ON DELETE SET NULL,
    ADD CONSTRAINT batch_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES app_user ON DELETE SET NULL,
    DROP CONSTRAINT batch_state_check,
    ADD CONSTRAINT batch_state_check CHECK (state IN
        ('created', 'open', 'complete', 'executing', 'failed', 'canceled', 'executed', 'reverting', 'reverted'));
CREATE INDEX batch_undo_job_id_idx ON batch (undo_job_id);
CREATE INDEX batch_undone_by_idx ON batch (undone_by);
ALTER TABLE batch.pricing_row
    DROP CONSTRAINT pricing_row_outcome_check,
    ADD CONSTRAINT pricing_row_outcome_check CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept'));
