import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The address of the embedded PostgreSQL of a data directory. */
export async function databaseUrl(folder) {
  const read = (name) => readFile(join(folder, name), 'utf8');
  // The fourth line of the file is the port: https://www.postgresql.org/docs/current/storage-file-layout.html
  const port = (await read('postgres/postmaster.pid')).split('\n')[3];
  const password = (await read('postgres.password')).trim();
  return `postgres://sluice:${encodeURIComponent(password)}@127.0.0.1:${port}/sluice`;
}

/** Connects to the embedded PostgreSQL of a data directory. */
export async function connect(folder) {
  const database = new pg.Client({ connectionString: await databaseUrl(folder) });
  await database.connect();
  return database;
}
