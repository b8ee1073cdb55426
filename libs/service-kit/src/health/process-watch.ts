import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Figures, Problems, ProcessVitals } from '@kilowatch/contracts';
import { version } from '../version.js';

/** ms between two looks at the event loop; a look on time counts as no delay. */
const lookMs = 20;
const nanosecondsPerMs = 1e6;
const isWorthSaying = (ms: number): number => Math.round(ms * 10) / 10;

export interface ProcessWatchParts {
  /** UTC epoch ms. */
  readonly now: () => number;
  /** What is wrong with the process as a whole. */
  readonly problems: () => Problems;
  /** What there is to say of what is no service. */
  readonly figures?: (() => Figures) | undefined;
  /** ms over which the delay of the event loop is taken. */
  readonly everyMs?: number;
}

/** Knows how this process does: its memory, and how late it is to what is due. */
export class ProcessWatch {
  private readonly instance = randomBytes(6).toString('hex');
  private readonly startedAtMs: number;
  private readonly delays = monitorEventLoopDelay({ resolution: lookMs });
  private readonly timer: NodeJS.Timeout;
  private eventLoopDelayMs: number | null = null;

  constructor(private readonly parts: ProcessWatchParts) {
    this.startedAtMs = parts.now();
    this.delays.enable();
    this.timer = setInterval(() => this.look(), parts.everyMs ?? 10_000).unref();
  }

  vitals(): ProcessVitals {
    const { problems, figures } = this.parts;
    const memory = process.memoryUsage();
    const wrong = problems();
    return {
      instance: this.instance,
      version,
      node: process.versions.node,
      host: hostname(),
      pid: process.pid,
      startedAtMs: this.startedAtMs,
      memoryBytes: memory.rss,
      heapBytes: memory.heapUsed,
      eventLoopDelayMs: this.eventLoopDelayMs,
      ...(Object.keys(wrong).length > 0 && { problems: wrong }),
      ...(figures && { figures: figures() }),
    };
  }

  close(): void {
    clearInterval(this.timer);
    this.delays.disable();
  }

  private look(): void {
    const lateMs = this.delays.percentile(99) / nanosecondsPerMs - lookMs;
    this.eventLoopDelayMs = isWorthSaying(Math.max(0, lateMs));
    this.delays.reset();
  }
}
