-- Importers: what became of lines that could not be brought in, and who may
-- bring data in.

CREATE TABLE import_reject (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    job_id      bigint NOT NULL,
    line        bigint NOT NULL,
    column_name text   NOT NULL,
    reason      text   NOT NULL,
    original    text   NOT NULL,
    CONSTRAINT import_reject_pkey PRIMARY KEY (id),
    CONSTRAINT import_reject_job_id_fkey FOREIGN KEY (job_id) REFERENCES job ON DELETE CASCADE
);
COMMENT ON TABLE import_reject IS 'lines of a source that a job rejected, and rows that it was to delete and kept';
COMMENT ON COLUMN import_reject.line IS 'of the source; 0: no line, but a row that was kept';
COMMENT ON COLUMN import_reject.column_name IS 'what the source calls it; empty: the whole line';
CREATE INDEX import_reject_job_id_idx ON import_reject (job_id, line, id);

-- Whoever may edit products could import them.
INSERT INTO role_permission (role_id, permission)
SELECT role_id, 'importer.products.run' FROM role_permission WHERE permission IN ('product.edit', 'product.*')
ON CONFLICT DO NOTHING;
