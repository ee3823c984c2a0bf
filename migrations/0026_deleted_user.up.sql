-- A deleted user stays as the one who did things, without a name, a login or a
-- way in.

ALTER TABLE app_user
    ADD deleted_at timestamptz,
    ALTER login DROP NOT NULL,
    ADD CONSTRAINT app_user_deleted_check CHECK (
        CASE WHEN deleted_at IS NULL THEN login IS NOT NULL
        ELSE login IS NULL AND password_hash IS NULL AND NOT active END);
COMMENT ON COLUMN app_user.login IS 'null: the user has been deleted';
