-- What "edit" and "execute" have covered so far takes permissions of its own.
INSERT INTO role_permission (role_id, permission)
SELECT role_id, regexp_replace(permission, '[a-z]+$', verb)
FROM role_permission, (VALUES ('edit', 'refresh'), ('edit', 'complete'), ('edit', 'export'),
    ('execute', 'approve'), ('execute', 'undo')) AS grown (old, verb)
WHERE permission LIKE 'batch.%' AND permission LIKE '%.' || old
ON CONFLICT DO NOTHING;
