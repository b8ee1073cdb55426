import { deviceState, metricKey, type BodyOf, type MetricState, type Reading } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { IngestSettings } from './ingest-settings.js';

type State = BodyOf<typeof deviceState>;

const clocksApartMs = 60_000;
/** What becomes due within that time of the last sending goes out together: a packet of the network each is what costs. */
const gatheringMs = 50;
/** States on their way to the broker; others wait, so that there is always room for what devices say. */
const mostUnderWay = 1_000;

/** The newest values of one device, when they were last sent, and the timer that will send what came since. */
interface Board {
  readonly metrics: Record<string, MetricState>;
  size: number;
  sentAtMs: number;
  timer?: NodeJS.Timeout | undefined;
}

// Without a prototype: a metric may be called `__proto__`.
const anEmptyBoard = (): Board => ({
  metrics: Object.create(null) as Record<string, MetricState>,
  size: 0,
  sentAtMs: 0,
});

/** Keeps `kw/v1/state/{device}` up to date, for each device at most once in INGEST_STATE_MS; the last value always follows. */
@Injectable()
export class DeviceStates implements OnModuleDestroy {
  // Bounded by the registry: only admitted devices get here.
  readonly #boards = new Map<string, Board>();
  readonly #due = new Set<string>();
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #gathering: NodeJS.Timeout | undefined;
  #underWay = 0;
  #isFailureSaid = false;
  #isClosing = false;

  constructor(
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {}

  update(readings: readonly Reading[]): void {
    const touched = new Set<string>();
    const nowMs = this.settings.now();
    for (const reading of readings) if (this.#note(reading, nowMs)) touched.add(reading.device);
    for (const device of touched) this.#sendSoon(device);
    this.#sendTogether();
  }

  /** Takes over what an earlier run retained, where nothing newer is known: a report may name only some of the metrics. */
  restore({ device, metrics }: State): void {
    for (const [key, { value, atMs, quality }] of Object.entries(metrics)) {
      const board = this.#boardOf(device);
      const known = board.metrics[key];
      if (!known || known.atMs < atMs) this.#enter(board, key, { value, atMs, ...(quality && { quality }) });
    }
  }

  /** Forgets a device and leaves a state without metrics behind, so that nobody takes its last values for current ones. */
  clear(device: string): void {
    clearTimeout(this.#boards.get(device)?.timer);
    this.#boards.set(device, anEmptyBoard());
    void this.#send(device);
  }

  /** As {@link clear}, of a device that is not known any more. */
  forget(device: string): void {
    this.clear(device);
    this.#boards.delete(device);
  }

  /** Sends every state again: the broker may have forgotten what it retained. */
  sendAll(): void {
    for (const device of this.#boards.keys()) this.#sendSoon(device);
    this.#sendTogether();
  }

  async onModuleDestroy(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#gathering);
    const waiting = [...this.#boards]
      .filter(([, { timer }]) => timer !== undefined)
      .map(([device]) => device);
    await Promise.all([...new Set([...waiting, ...this.#due])].map((device) => this.#send(device)));
  }

  #boardOf(device: string): Board {
    const known = this.#boards.get(device);
    if (known) return known;
    const board = anEmptyBoard();
    this.#boards.set(device, board);
    return board;
  }

  #note(reading: Reading, nowMs: number): boolean {
    const board = this.#boardOf(reading.device);
    const { value, atMs, quality } = reading;
    const key = metricKey(reading);
    const held = board.metrics[key];
    // Noted before a clock was set back, it would hide every newer value until its time comes.
    const isFromFuture = held !== undefined && held.atMs > nowMs + clocksApartMs;
    const known = isFromFuture ? undefined : held;
    // A stale value is of unknown age: it may fill a gap, never replace what is known.
    if (known && (known.atMs > atMs || quality === 'stale')) return false;
    return this.#enter(board, key, quality ? { value, atMs, quality } : { value, atMs });
  }

  /** A device that makes up metrics without end keeps those it began with. */
  #enter(board: Board, key: string, state: MetricState): boolean {
    if (!board.metrics[key]) {
      if (board.size >= this.settings.config.INGEST_STATE_METRICS) return false;
      board.size += 1;
    }
    board.metrics[key] = state;
    return true;
  }

  #sendSoon(device: string): void {
    const board = this.#boards.get(device);
    if (!board || board.timer || this.#due.has(device)) return;
    if (this.#isClosing) return void this.#send(device);
    const intervalMs = this.settings.config.INGEST_STATE_MS;
    // At most one interval, also after the clock was set back.
    const waitMs = Math.min(intervalMs, board.sentAtMs + intervalMs - this.settings.now());
    if (waitMs <= 0) return void this.#due.add(device);
    board.timer = setTimeout(() => {
      board.timer = undefined;
      this.#due.add(device);
      this.#sendTogether();
    }, waitMs);
  }

  /** At once, or so soon after what was sent last that more comes together. */
  #sendTogether(): void {
    if (this.#gathering || this.#due.size === 0) return;
    const waitMs = this.#sentAtMs + gatheringMs - performance.now();
    if (waitMs <= 0) this.#sendDue();
    else this.#gathering = setTimeout(() => this.#sendDue(), waitMs);
  }

  #sendDue(): void {
    this.#gathering = undefined;
    this.#sentAtMs = performance.now();
    for (const device of this.#due) {
      if (this.#underWay >= mostUnderWay) break;
      this.#due.delete(device);
      void this.#send(device);
    }
    this.#sendTogether();
  }

  async #send(device: string): Promise<void> {
    const board = this.#boards.get(device);
    if (!board) return;
    clearTimeout(board.timer);
    board.timer = undefined;
    this.#due.delete(device);
    board.sentAtMs = this.settings.now();
    const times = Object.values(board.metrics).map(({ atMs }) => atMs);
    const atMs = times.length > 0 ? Math.max(...times) : board.sentAtMs;
    await this.#publish({ device, atMs, metrics: board.metrics });
  }

  /** A state that cannot be sent now is sent later: only the newest matters. */
  async #publish(state: State): Promise<void> {
    const { device } = state;
    this.#underWay += 1;
    try {
      await this.client.publish(deviceState, { device }, state);
      this.#isFailureSaid = false;
    } catch (error) {
      if (this.#isClosing) return; // the next run sends what it hears
      this.#sayFailure(device, error);
      this.#sendSoon(device);
      this.#sendTogether();
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Of many that fail together only the first. */
  #sayFailure(device: string, err: unknown): void {
    if (this.#isFailureSaid) return;
    this.#isFailureSaid = true;
    this.settings.log.warn({ device, err }, 'a device state could not be published and will be tried again');
  }
}
