DELETE FROM role_permission WHERE permission LIKE 'importer.%';
DROP TABLE import_reject;
