DROP TABLE job_chunk, job_lane, worker, job;
