import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault, type MessagesQuery, type MetricStatistics, type Reading } from '@kilowatch/contracts';
import { type HistoryLog, silentLog } from './history-log.js';
import { defaultHistoryLimits, type HistoryLimits } from './history-limits.js';
import {
  type AppendOutcome,
  type DeletionAsked,
  type Forgotten,
  type HistoryBatch,
  HistoryStore,
  type LatestAsked,
  type MessagesPage,
  type NewestMessagesAsked,
  type PointsAsked,
  type PointsPage,
  type SeriesAsked,
  type SeriesWindows,
  type StatisticsAsked,
  type StoreFacts,
  type WindowsAsked,
  type WindowsPage,
} from './history-store.js';
import { HistoryWorker } from './history-worker.js';
import { packBatches } from './packed-batches.js';
import { takeOutRefused } from './refusable.js';
import type { OldestStep } from './sqlite/sqlite-history.js';
import { WindowSums } from './window-sums.js';
import type { AnswerOf, AskedOf, WorkerMethod, WorkerSettings } from './worker-protocol.js';

export interface SqliteHistoryOptions {
  /** Path of the database file; its folder is made. */
  readonly file: string;
  readonly limits?: Partial<HistoryLimits>;
  readonly log?: HistoryLog;
}

const closed = 'The history store is closed';

const bytesOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * The history in one SQLite file, in a worker thread. A write resolves after its commit was synced (WAL, synchronous=FULL): it
 * survives SIGKILL of the process and a power cut. A worker that dies is started again with a growing wait.
 */
export class SqliteHistoryStore extends HistoryStore {
  private trouble: string | undefined;
  private closing: Promise<void> | undefined;
  private readonly stopWaiting = new AbortController();

  private constructor(
    private worker: HistoryWorker,
    private readonly settings: WorkerSettings,
    private readonly log: HistoryLog,
  ) {
    super();
    void this.keepAlive();
  }

  /** Rejects with `history.unavailable` and one sentence (which file, what to do) when the file cannot be used. */
  static async open({ file, limits, log = silentLog }: SqliteHistoryOptions): Promise<SqliteHistoryStore> {
    const settings = { file, limits: { ...defaultHistoryLimits, ...limits } };
    const worker = await HistoryWorker.start(settings, (text) => log.warn({ file }, text));
    return new SqliteHistoryStore(worker, settings, log);
  }

  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    const parts = batches.map(takeOutRefused);
    const outcomes = await this.call('appendPacked', packBatches(parts.map(({ batch }) => batch)));
    return outcomes.map((outcome, i) => {
      const refused = parts[i]?.refused ?? [];
      return refused.length > 0 ? { ...outcome, refused } : outcome;
    });
  }

  latest(query: LatestAsked): Promise<readonly Reading[]> {
    return this.call('latest', query);
  }

  points(query: PointsAsked): Promise<PointsPage> {
    return this.call('points', query);
  }

  windows(query: WindowsAsked): Promise<WindowsPage> {
    return this.call('windows', query);
  }

  statistics(query: StatisticsAsked): Promise<readonly MetricStatistics[]> {
    return this.call('statistics', query);
  }

  async series(query: SeriesAsked): Promise<readonly SeriesWindows[]> {
    const answers = await this.call('series', query);
    return answers.map((one) => ({ ...one, sums: new WindowSums(one.sums.edgesMs, one.sums.cells) }));
  }

  messages(query: MessagesQuery): Promise<MessagesPage> {
    return this.call('messages', query);
  }

  newestMessages(query: NewestMessagesAsked): Promise<MessagesPage> {
    return this.call('newestMessages', query);
  }

  async forget(device: string): Promise<Forgotten> {
    const sum = { points: 0, messages: 0 };
    for (let isDone = false; !isDone;) {
      const step = await this.call('forgetSome', device);
      sum.points += step.points;
      sum.messages += step.messages;
      isDone = step.isDone;
    }
    return sum;
  }

  async deletePoints(asked: DeletionAsked): Promise<number> {
    let sum = 0;
    for (
      let some = await this.call('deleteSome', asked);
      some > 0;
      some = await this.call('deleteSome', asked)
    ) {
      sum += some;
    }
    return sum;
  }

  async backup(file: string): Promise<number> {
    await mkdir(dirname(file), { recursive: true });
    await this.call('backup', file);
    return (await stat(file)).size;
  }

  /** Series by series, so that others have their turn. */
  async facts(): Promise<StoreFacts> {
    const { file, limits } = this.settings;
    const oldest: number[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const some: OldestStep = await this.call('oldestSome', from);
      oldest.push(...(some.oldestAtMs === undefined ? [] : [some.oldestAtMs]));
      from = some.next;
    }
    return {
      kind: 'sqlite',
      bytes: (await bytesOf(file)) + (await bytesOf(`${file}-wal`)),
      limitBytes: limits.fileBytes,
      ...(oldest.length > 0 && { oldestAtMs: Math.min(...oldest) }),
    };
  }

  problem(): string | undefined {
    return this.closing ? closed : this.trouble;
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async call<M extends WorkerMethod>(method: M, ...args: AskedOf<M>): Promise<AnswerOf<M>> {
    if (this.closing) throw new Fault('history.unavailable', closed);
    try {
      const answer = await this.worker.call(method, ...args);
      if (method === 'appendPacked') this.recovered();
      return answer;
    } catch (error) {
      if (error instanceof Fault && error.code === 'history.unavailable') this.failed(error.message);
      throw error;
    }
  }

  /** Starts the worker again whenever it ends, until the store is closed. One that lived long enough resets the wait. */
  private async keepAlive(): Promise<void> {
    const { restartMinMs, restartMaxMs } = this.settings.limits;
    let [waitMs, startedAt] = [restartMinMs, performance.now()];
    for (let text = await this.worker.ended; !this.closing; text = await this.restarted()) {
      this.failed(text);
      if (performance.now() - startedAt > restartMaxMs) waitMs = restartMinMs;
      await pause(waitMs, undefined, { signal: this.stopWaiting.signal }).catch(() => undefined);
      [waitMs, startedAt] = [Math.min(restartMaxMs, waitMs * 2), performance.now()];
    }
  }

  /** Resolves when there is no worker (again), with what went wrong. */
  private async restarted(): Promise<string> {
    if (this.closing) return closed;
    try {
      this.worker = await HistoryWorker.start(this.settings, (text) =>
        this.log.warn({ file: this.settings.file }, text),
      );
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    this.recovered();
    if (this.closing) await this.worker.kill(); // closed while it started
    return this.worker.ended;
  }

  private failed(text: string): void {
    if (this.closing || this.trouble === text) return;
    this.trouble = text;
    this.log.error({ file: this.settings.file }, text);
  }

  private recovered(): void {
    if (this.trouble === undefined) return;
    this.trouble = undefined;
    this.log.info({ file: this.settings.file }, 'The history works again');
  }

  private async finish(): Promise<void> {
    this.stopWaiting.abort();
    const late = new AbortController();
    const bound = pause(this.settings.limits.closeMs, undefined, { signal: late.signal });
    const finished = this.worker.call('close').catch(() => undefined);
    await Promise.race([finished, bound]).catch(() => undefined);
    late.abort();
    await this.worker.kill();
  }
}
