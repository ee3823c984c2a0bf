-- Filters that people keep under a name, for themselves or for everyone.

CREATE TABLE saved_filter (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    user_id    bigint      NOT NULL,
    place      text        NOT NULL,
    name       text        NOT NULL,
    shared     boolean     NOT NULL DEFAULT false,
    conditions jsonb       NOT NULL DEFAULT '{}',
    ordering   jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT saved_filter_pkey PRIMARY KEY (id),
    CONSTRAINT saved_filter_name_check CHECK (length(name) BETWEEN 1 AND 100 AND name = btrim(name)),
    CONSTRAINT saved_filter_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);
COMMENT ON COLUMN saved_filter.place IS 'the list that it is for: products, batches, or rows:<batch type>';
COMMENT ON COLUMN saved_filter.conditions IS 'the filter as the API takes it';
COMMENT ON COLUMN saved_filter.ordering IS 'the order as the API takes it; null: the usual one';
CREATE UNIQUE INDEX saved_filter_name_key ON saved_filter (user_id, place, lower(name));
CREATE INDEX saved_filter_shared_idx ON saved_filter (place) WHERE shared;
