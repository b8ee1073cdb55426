import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A program that is killed and started again, on the same ports and data. What it prints is kept, in memory and in a file. */
export class Program {
  #child;
  #ended = Promise.resolve();
  output = '';
  /** How often it was started. */
  lives = 0;

  /** `logFile` gets everything that its lives print. */
  constructor(name, { command, args, env, logFile }) {
    Object.assign(this, { name, command, args, env });
    this.log = createWriteStream(logFile, { flags: 'a' });
  }

  /** `env` and `args` of this life only: the latter come before the others, as options of Node do. */
  start({ env = {}, args = [] } = {}) {
    const child = spawn(this.command, [...args, ...this.args], {
      env: { PATH: process.env.PATH, TZ: 'UTC', ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
        this.log.write(text);
      });
    }
    this.#child = child;
    this.lives += 1;
    this.#ended = once(child, 'close');
  }

  get pid() {
    return this.#child?.pid;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Exit code of its last life; null while it runs or when a signal ended it. */
  get exitCode() {
    return this.#child?.exitCode ?? null;
  }

  signal(signal) {
    this.#child?.kill(signal);
  }

  /** Resolves when it has ended. */
  async end(signal) {
    if (this.isRunning) this.#child.kill(signal);
    await this.#ended;
  }

  async close() {
    await this.end('SIGKILL');
    this.log.end();
  }
}
