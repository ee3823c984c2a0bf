import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
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
  folder;
  #settings;
  #process;
  #output = '';
  #news = new EventEmitter();
  #ending = false;
  address;

  /** Starts a server, with these settings besides. */
  static async create(settings = {}) {
    const server = new Server();
    server.#settings = settings;
    server.folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'));
    server.address = `127.0.0.1:${await freePort()}`;
    await server.start();
    return server;
  }

  get url() {
    return `http://${this.address}`;
  }

  get #env() {
    const own = { SLUICE_DATA: this.folder, SLUICE_ADDR: this.address };
    const env = { ...process.env, ...own, ...this.#settings };
    delete env.DATABASE_URL;
    return env;
  }

  /** Starts the server and waits until it can be used. */
  async start() {
    this.#output = '';
    this.#ending = false;
    this.#process = spawn(binary, ['serve'], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#listen();
    await this.#said(/Sluice is ready at/);
  }

  /** The link that signs the first administrator in. */
  async signInLink() {
    const [link] = await this.#said(/http\S+\/sign-in#token=\S+/);
    return link;
  }

  /** Ends the server at once, as a power cut would. */
  kill() {
    return this.#end('SIGKILL');
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
  end() {
    return this.#end('SIGTERM');
  }

  /** Ends the server and deletes what it kept. */
  async stop() {
    // A killed server has left its PostgreSQL running; the next one takes it over.
    if (this.#process.signalCode === 'SIGKILL') await this.start();
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Waits until the server has said something. */
  async #said(pattern) {
    for (;;) {
      const match = this.#output.match(pattern);
      if (match) return match;
      if (!this.#running) throw new Error(`The server ended:\n${this.#output}`);
      await once(this.#news, 'news');
    }
  }

  /** Notes what the server says, and complains if it ends unasked. */
  #listen() {
    const note = (text) => {
      this.#output += text;
      this.#news.emit('news');
    };
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding('utf8').on('data', note);
    }
    this.#process.on('exit', (code, signal) => {
      if (!this.#ending) console.error(`The server ended (${code ?? signal}):\n${this.#output}`);
      note('');
    });
  }

  get #running() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async #end(signal) {
    if (!this.#running) return;
    this.#ending = true;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}
