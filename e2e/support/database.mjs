import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Connects to the embedded PostgreSQL of a data directory. */
export async function connect(folder) {
  const read = (name) => readFile(join(folder, name), 'utf8');
  // The fourth line of the file is the port: https://www.postgresql.org/docs/current/storage-file-layout.html
  const port = (await read('postgres/postmaster.pid')).split('\n')[3];
  const password = (await read('postgres.password')).trim();
  const database = new pg.Client({
    host: '127.0.0.1',
    port: Number(port),
    user: 'sluice',
    database: 'sluice',
    password,
  });
  await database.connect();
  return database;
}
