import { build } from 'esbuild';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `appender.ts` as a real process. */
export class AppendingProcess {
  /** What it has said to be durable. */
  readonly durable: number[] = [];
  readonly full: string[] = [];
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  static async start(folder: string, prefix: readonly string[] = []): Promise<AppendingProcess> {
    const outfile = join(folder, 'appender.mjs');
    const entry = new URL('./appender.ts', import.meta.url).pathname;
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
    const flags = ['--disable-warning=ExperimentalWarning'];
    const [command, ...args] = [...prefix, process.execPath, ...flags, outfile, folder];
    return new AppendingProcess(spawn(command ?? '', args, { stdio: 'pipe' }));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Reads on until it has said so many more numbers, or that there is no room. */
  async hear(count: number): Promise<void> {
    const enough = this.durable.length + count;
    const isFull = this.full.length;
    while (this.durable.length < enough && this.full.length === isFull) {
      const line = await this.lines.next();
      if (line.done) throw new Error('the appending process has ended');
      if (line.value.startsWith('full')) this.full.push(line.value);
      else if (/^\d+$/.test(line.value)) this.durable.push(Number(line.value));
    }
  }

  goOn(): void {
    this.child.stdin.write('\n');
  }

  /** SIGKILL; everything that it had said is heard. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    const closed =
      this.child.exitCode === null && this.child.signalCode === null ? once(this.child, 'close') : undefined;
    await this.hear(Infinity).catch(() => undefined);
    await closed;
  }
}
