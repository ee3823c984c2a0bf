DELETE FROM role_permission
WHERE permission LIKE 'batch.%' AND permission ~ '\.(refresh|complete|export|approve|undo)$';
