import { Worker } from 'node:worker_threads';
import { Fault } from '@kilowatch/contracts';
import type { PackedBatches } from './packed-batches.js';
import { workerFile } from './worker-file.js';
import type {
  AnswerOf,
  AskedOf,
  WorkerCall,
  WorkerFailure,
  WorkerMethod,
  WorkerNotice,
  WorkerReply,
  WorkerSettings,
  WorkerStarted,
} from './worker-protocol.js';

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** The worker's objects are short-lived rows: a small young generation costs no speed and saves 5 MB. */
const memory = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

const errorOf = ({ code, message }: WorkerFailure): Error =>
  code ? new Fault(code, message) : new Error(`The history worker failed: ${message}`);

/** Columns change hands instead of being copied. */
const transferOf = ([first]: readonly unknown[]): ArrayBuffer[] =>
  isPacked(first) ? [first.columns.buffer] : [];

const isPacked = (asked: unknown): asked is PackedBatches =>
  typeof asked === 'object' && asked !== null && 'columns' in asked;

/** One life of the worker thread: calls go in, answers come out in order; when it dies every open call is refused. */
export class HistoryWorker {
  private readonly pending = new Map<number, PendingCall>();
  private nextCall = 0;
  private death: Fault | undefined;

  /** Resolves when the thread is gone, with what ended it. */
  readonly ended: Promise<string>;

  private constructor(
    private readonly worker: Worker,
    private readonly settings: WorkerSettings,
  ) {
    worker.on('message', (message: WorkerReply | WorkerNotice) => {
      if ('call' in message) this.settle(message);
    });
    this.ended = new Promise((resolve) => {
      let cause = '';
      worker.once(
        'error',
        (error) => (cause = `: ${error instanceof Error ? error.message : String(error)}`),
      );
      worker.once('exit', (code) => {
        const text = `The history worker ended with code ${code}${cause}`;
        this.refuseAll(text);
        resolve(text);
      });
    });
  }

  /** Resolves when the file is open; rejects with one sentence when it cannot be. `noticed` hears what goes on besides. */
  static start(settings: WorkerSettings, noticed: (text: string) => void): Promise<HistoryWorker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(workerFile(), {
        workerData: settings,
        name: 'history',
        resourceLimits: memory,
        execArgv: [], // what the process preloads is not for this thread
      });
      worker.once('error', reject);
      worker.on('message', (message: WorkerStarted | WorkerNotice | WorkerReply) => {
        if ('notice' in message) noticed(message.notice);
        if (!('started' in message)) return;
        worker.off('error', reject);
        if (message.failure) reject(errorOf(message.failure));
        else resolve(new HistoryWorker(worker, settings));
      });
    });
  }

  call<M extends WorkerMethod>(method: M, ...args: AskedOf<M>): Promise<AnswerOf<M>> {
    const most = this.settings.limits.pendingCalls;
    if (this.death) return Promise.reject(this.death);
    if (this.pending.size >= most) {
      return Promise.reject(
        new Fault('history.unavailable', `The history is busy: ${most} calls are waiting`),
      );
    }
    return new Promise((resolve, reject) => {
      const call = this.nextCall++;
      this.pending.set(call, { resolve, reject });
      this.worker.postMessage({ call, method, args } satisfies WorkerCall, transferOf(args));
    });
  }

  /** Ends the thread at once. What was answered stays stored. */
  async kill(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(reply: WorkerReply): void {
    const asked = this.pending.get(reply.call);
    this.pending.delete(reply.call);
    if ('failure' in reply) asked?.reject(errorOf(reply.failure));
    else asked?.resolve(reply.value as never);
  }

  private refuseAll(text: string): void {
    this.death = new Fault('history.unavailable', text);
    for (const { reject } of this.pending.values()) reject(this.death);
    this.pending.clear();
  }
}
