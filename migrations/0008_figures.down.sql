UPDATE job j SET total_items = total_items + c.items
FROM (SELECT job_id, sum(items) AS items FROM job_chunk WHERE bounds ->> 'resolving' = job_id::text GROUP BY job_id) c
WHERE j.id = c.job_id;
ALTER TABLE job_exception DROP processed_chunk;
ALTER TABLE job_lane DROP items_again, DROP exceptions_open;
ALTER TABLE job_chunk DROP items_again;
COMMENT ON COLUMN job_chunk.exceptions IS 'items stored away for a human, when it was completed';
