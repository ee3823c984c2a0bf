import { connect } from './database.mjs';

/** What can be wrong with the jobs of a server: a database that refuses, and code that has been mended since. */
export class Faults {
  #database;

  static async on(server) {
    const faults = new Faults();
    faults.#database = await connect(server.folder);
    return faults;
  }

  /** Lets a chunk of every job fail as a whole, at all attempts and without a pause between them. */
  async refuseChunk(number) {
    await this.#database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'this chunk is refused' USING ERRCODE = 'XX000'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON job_result_block FOR EACH ROW WHEN (NEW.chunk = ${number})
        EXECUTE FUNCTION refuse();
      CREATE FUNCTION at_once() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.not_before := NULL; RETURN NEW; END $$;
      CREATE TRIGGER at_once BEFORE UPDATE ON job_chunk FOR EACH ROW EXECUTE FUNCTION at_once()`);
  }

  async refuseNothing() {
    await this.#database.query('DROP FUNCTION refuse, at_once CASCADE');
  }

  /** Makes it look as if chunks had been completed by the build before. */
  async ageChunks(...numbers) {
    await this.#database.query(
      `UPDATE job_chunk SET program_hash = md5(program_hash) WHERE number = ANY ($1)`,
      [numbers],
    );
  }

  async end() {
    await this.#database.end();
  }
}
