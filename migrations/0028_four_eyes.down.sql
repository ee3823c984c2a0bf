ALTER TABLE batch
    DROP COLUMN approved_by, -- with its index
    DROP COLUMN approved_at;
