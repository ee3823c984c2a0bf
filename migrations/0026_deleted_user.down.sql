DELETE FROM app_user WHERE deleted_at IS NOT NULL;
ALTER TABLE app_user
    DROP deleted_at, -- with its constraint
    ALTER login SET NOT NULL;
