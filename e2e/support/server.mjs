import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const binary = resolve(process.env.SLUICE_BIN ?? 'bin/sluice');

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A real server with a database of its own in a temporary folder. */
export class Server {
  #folder;
  #settings;
  #process;
  #output = '';
  address;

  /** Starts a server, with these settings besides. */
  static async create(settings = {}) {
    const server = new Server();
    server.#settings = settings;
    server.#folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'));
    server.address = `127.0.0.1:${await freePort()}`;
    await server.start();
    return server;
  }

  get url() {
    return `http://${this.address}`;
  }

  get #env() {
    const own = { SLUICE_DATA: this.#folder, SLUICE_ADDR: this.address };
    const env = { ...process.env, ...own, ...this.#settings };
    delete env.DATABASE_URL;
    return env;
  }

  /** Starts the server and waits until it can be used. */
  async start() {
    this.#output = '';
    this.#process = spawn(binary, ['serve'], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.on('exit', (code) => (this.#output += `\nended with ${code}`));
    await this.#said(/Sluice is ready at/);
  }

  /** The link that signs the first administrator in. */
  async signInLink() {
    const [link] = await this.#said(/http\S+\/sign-in#token=\S+/);
    return link;
  }

  /** Ends the server at once, as a power cut would. */
  async kill() {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** Runs the command line on the server's database. */
  run(...args) {
    return this.runWith('', ...args);
  }

  /** Runs the command line with an input. */
  async runWith(input, ...args) {
    const running = promisify(execFile)(binary, args, { env: this.#env });
    running.child.stdin.end(input);
    return (await running).stdout;
  }

  /** Ends the server in good order. */
  async end() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exited;
  }

  /** Ends the server and deletes what it kept. */
  async stop() {
    // A killed server has left its PostgreSQL running; the next one takes it over.
    if (this.#process.signalCode === 'SIGKILL') await this.start();
    await this.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Waits until the server has said something. */
  #said(pattern) {
    return new Promise((done, fail) => {
      const look = (chunk) => {
        if (chunk) this.#output += chunk;
        const match = this.#output.match(pattern);
        if (match) finish(() => done(match));
      };
      const ended = () => finish(() => fail(new Error(`The server ended:\n${this.#output}`)));
      const streams = [this.#process.stdout, this.#process.stderr];
      const finish = (settle) => {
        this.#process.off('exit', ended);
        for (const stream of streams) stream.off('data', look).resume();
        settle();
      };
      this.#process.on('exit', ended);
      for (const stream of streams) stream.on('data', look);
      look();
    });
  }
}
