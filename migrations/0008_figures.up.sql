-- Figures of jobs that count an item once, however often it is processed.

ALTER TABLE job_chunk ADD items_again bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN job_chunk.items_again IS 'those of items_done that were exceptions of the job: other chunks count them already';
COMMENT ON COLUMN job_chunk.exceptions IS 'items stored away for a human, those included that people have settled since';

ALTER TABLE job_lane
    ADD items_again     bigint NOT NULL DEFAULT 0,
    ADD exceptions_open bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN job_lane.exceptions_open IS 'how many more exceptions it has opened than closed';

ALTER TABLE job_exception ADD processed_chunk bigint;
COMMENT ON COLUMN job_exception.processed_chunk IS 'the chunk of the job that processed it; null: none did, or that of another job';

UPDATE job_chunk SET items_again = items_done WHERE bounds ->> 'resolving' = job_id::text;
UPDATE job j SET total_items = total_items - c.items
FROM (SELECT job_id, sum(items) AS items FROM job_chunk WHERE bounds ->> 'resolving' = job_id::text GROUP BY job_id) c
WHERE j.id = c.job_id;
UPDATE job_exception x SET processed_chunk = x.chunk
FROM job_chunk c
WHERE c.job_id = x.job_id AND c.number = x.chunk AND c.bounds ->> 'resolving' = c.job_id::text AND x.state = 'processed';
-- Lane -1 is where corrections are counted.
INSERT INTO job_lane AS l (job_id, lane, items_again, exceptions_open)
SELECT id, -1,
    (SELECT coalesce(sum(items_again), 0) FROM job_chunk WHERE job_id = id),
    (SELECT count(*) FROM job_exception x WHERE x.job_id = job.id AND x.state = 'open')
FROM job WHERE EXISTS (SELECT FROM job_exception x WHERE x.job_id = job.id)
ON CONFLICT (job_id, lane) DO UPDATE SET
    items_again = excluded.items_again, exceptions_open = excluded.exceptions_open;
