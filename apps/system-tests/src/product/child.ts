import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestEnd } from '@kilowatch/testing';

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** A program of the product as a child process; it ends with the test at the latest. What it prints is kept. */
export class Child {
  #output = '';
  #printed = Promise.withResolvers<void>();
  readonly #ended: Promise<Ended>;

  private constructor(
    readonly name: string,
    private readonly process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    this.#ended = once(process, 'close').then((end) => {
      const [code, signal] = end as [Ended['code'], Ended['signal']];
      return { code, signal, output: this.#output };
    });
  }

  /** Nothing of the test's own environment reaches it but the path. */
  static run(name: string, command: string, parameters: readonly string[], env: Environment = {}): Child {
    const process_ = spawn(command, parameters, {
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const child = new Child(name, process_);
    onTestEnd(() => child.stop('SIGKILL'));
    return child;
  }

  get output(): string {
    return this.#output;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves when the text is out; rejects with what was printed when the process ends before. */
  async prints(text: string): Promise<void> {
    const ended = this.#ended.then(({ code, signal, output }) => {
      throw new Error(`${this.name} ended with ${code ?? signal}:\n${output}`);
    });
    ended.catch(() => undefined); // it may end later, when nobody waits any more
    while (!this.#output.includes(text)) await Promise.race([this.#printed.promise, ended]);
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }

  /** SIGSTOP and SIGCONT freeze and thaw it, SIGHUP lets it read its files again. */
  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<Ended> {
    if (this.isRunning) this.process.kill(signal);
    return this.#ended;
  }

  #take(text: string): void {
    this.#output += text;
    this.#printed.resolve();
    this.#printed = Promise.withResolvers();
  }
}
