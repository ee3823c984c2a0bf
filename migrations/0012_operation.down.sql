DROP TABLE operation;

DELETE FROM role_permission WHERE permission LIKE '%-%';
ALTER TABLE role_permission
    DROP CONSTRAINT role_permission_permission_check,
    ADD CONSTRAINT role_permission_permission_check CHECK (permission ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_*]+)*$');
