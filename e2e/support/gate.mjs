import { connect } from './database.mjs';

/**
 * Holds up whoever changes the prices of all products, half-way, by locking one of them: a run lasts as long as the
 * test needs it to, however fast the machine is.
 */
export class Gate {
  #database;

  /** Shuts a gate in the embedded PostgreSQL of this data directory; it opens with the end of the test, if not before. */
  static async shut(test, folder) {
    const gate = new Gate();
    gate.#database = await connect(folder);
    test.after(() => gate.open());
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
