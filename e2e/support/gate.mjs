import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/**
 * Holds up whoever changes the prices of all products, half-way, by locking one of them: a run lasts as long as the
 * test needs it to, however fast the machine is.
 */
export class Gate {
  #database;

  /** Shuts a gate in the embedded PostgreSQL of this data directory; it opens with the end of the test, if not before. */
  static async shut(test, folder) {
    const gate = new Gate();
    gate.#database = new pg.Client(await connection(folder));
    test.after(() => gate.open());
    await gate.#database.connect();
    await gate.#database.query(`
      BEGIN;
      SELECT id FROM product
      WHERE id = (SELECT id FROM product ORDER BY id OFFSET (SELECT count(*) / 2 FROM product) LIMIT 1)
      FOR UPDATE`);
    return gate;
  }

  async open() {
    await this.#database.end();
  }
}

async function connection(folder) {
  const read = (name) => readFile(join(folder, name), 'utf8');
  // The fourth line of the file is the port: https://www.postgresql.org/docs/current/storage-file-layout.html
  const port = (await read('postgres/postmaster.pid')).split('\n')[3];
  const password = (await read('postgres.password')).trim();
  return { host: '127.0.0.1', port: Number(port), user: 'sluice', database: 'sluice', password };
}
