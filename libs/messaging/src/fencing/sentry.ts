import type { InstanceEntry, ServiceName } from '@kilowatch/contracts';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Connection } from '../connection/connection.js';
import type { BrokerAddress, DoorLog } from '../door.js';
import type { MessagingLimits } from '../limits.js';
import { Standing } from '../standing.js';
import { within } from '../within.js';
import { atFirst, type FenceEffect, type FenceEvent, type FenceState, fenceStep } from './fence-rules.js';
import type { Gate } from './gate.js';
import { Register } from './register.js';
import { askingInWords, mutedInWords, waitingInWords } from './waiting-in-words.js';

export interface SentryOptions {
  readonly service: ServiceName;
  readonly broker: BrokerAddress;
  readonly limits: MessagingLimits;
  readonly log: DoorLog;
  /** UTC epoch ms. */
  readonly now: () => number;
}

export interface SentryListener {
  /** `mayWork` or its reason has changed. */
  onChange(): void;
  /** Another instance has taken over: everything of ours must end now. */
  onYield(holder: InstanceEntry): void;
}

/**
 * Keeps two processes of one service apart (docs/adr/0009): on a connection of its own, without a last will, it finds out who
 * works, and lets the sessions of this process open only while that is this one.
 */
export class Sentry implements Gate {
  private readonly me: Omit<InstanceEntry, 'turn'>;
  private readonly connection: Connection;
  private readonly standing: Standing;
  private readonly register: Register;
  private state: FenceState;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];
  private questionsOut = 0;
  /** What came before the subscription was granted, as Mosquitto sends it. */
  private early: (() => void)[] | undefined = [];
  /** The holder that was logged, having been heard. */
  private told: string | undefined;
  private isClosed = false;

  constructor(
    private readonly options: SentryOptions,
    private readonly listener: SentryListener,
  ) {
    const { service, broker, limits, log, now } = options;
    const instance = randomBytes(6).toString('hex');
    this.me = { instance, host: hostname(), pid: process.pid, sinceMs: now() };
    this.state = atFirst(instance);
    this.register = new Register(service, limits.maxPayloadBytes);
    this.connection = new Connection(
      { clientId: `${service}-sentry-${instance}`, broker, limits, log: quietly(log) },
      {
        onUp: () => this.standing.subscribe(),
        onDown: () => this.down(),
        onMessage: (topic, payload, { retain }) => this.hear(topic, payload, retain),
      },
    );
    this.standing = new Standing({
      connection: this.connection,
      filters: () => this.register.filters,
      deadlineMs: limits.connectTimeoutMs,
      onGranted: () => this.granted(),
    });
  }

  /** This instance works, or may begin to. */
  get mayWork(): boolean {
    return this.state.phase === 'working';
  }

  /** Whether there is another instance, or was until a moment ago. */
  get isWaiting(): boolean {
    return this.state.rival !== undefined;
  }

  /** Who works in our place, seen alive. */
  get holder(): InstanceEntry | undefined {
    return this.state.phase === 'waiting' ? this.state.rival : undefined;
  }

  /** Undefined while this instance may work. */
  get problem(): string | undefined {
    if (this.mayWork) return undefined;
    const { service, broker } = this.options;
    const connecting = this.connection.problem ?? this.standing.problem;
    if (connecting) return connecting;
    const { rival } = this.state;
    if (rival)
      return rival.instance === this.told ? waitingInWords(service, rival) : askingInWords(service, rival);
    if (this.state.isMute) return mutedInWords(this.register.entry, broker.username);
    return `Finding out whether another ${service} works already`;
  }

  open(): void {
    this.connection.open();
  }

  /** Sessions that open again ask the broker for the newest first: another instance may have taken over meanwhile. */
  pass(open: () => void): void {
    if (this.isClosed) return;
    this.waiting.push(open);
    if (this.mayWork) this.ask();
  }

  /** Leaves the register to the next. */
  async close(withinMs: number): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.waiting = [];
    if (this.mayWork) {
      const emptied = Promise.withResolvers<void>();
      this.connection.send(this.register.entry, '', 1, true, emptied.resolve);
      await within(emptied.promise, withinMs);
    }
    await this.connection.close(withinMs);
  }

  private granted(): void {
    const { early } = this;
    this.early = undefined;
    this.take({ is: 'connected' });
    for (const hear of early ?? []) hear();
  }

  private down(): void {
    this.standing.onDown();
    this.early = [];
    this.questionsOut = 0;
    this.take({ is: 'disconnected' });
  }

  private hear(topic: string, payload: Buffer, isRetained: boolean): void {
    if (this.isClosed) return;
    if (this.early) {
      this.early.push(() => this.hear(topic, payload, isRetained));
      return;
    }
    const event = this.register.eventOf(topic, payload, isRetained);
    if (!event) return;
    const isOwnQuestion = event.is === 'question' && event.from === this.me.instance;
    if (isOwnQuestion) this.questionsOut = Math.max(0, this.questionsOut - 1);
    this.take(event);
    if (isOwnQuestion) this.letPass();
  }

  private take(event: FenceEvent): void {
    const { limits } = this.options;
    const times = { answerMs: limits.instanceAnswerMs, watchMs: limits.instanceWatchMs };
    const before = this.state;
    const { state, effects } = fenceStep(before, event, performance.now(), times);
    this.state = state;
    for (const effect of effects) this.carryOut(effect);
    this.schedule();
    if (before.phase === state.phase && before.rival === state.rival && before.isMute === state.isMute)
      return;
    this.tell();
    this.listener.onChange();
  }

  private carryOut(effect: FenceEffect): void {
    switch (effect) {
      case 'ask':
        return this.ask();
      case 'announce':
        return this.say(this.register.entry, { ...this.me, turn: this.state.turn }, true);
      case 'work':
        return this.letPass();
      case 'yield':
        if (this.state.rival) this.listener.onYield(this.state.rival);
    }
  }

  private ask(): void {
    this.questionsOut += 1;
    this.say(this.register.question, this.me, false);
    this.schedule();
  }

  private letPass(): void {
    if (!this.mayWork || this.questionsOut > 0) return;
    for (const open of this.waiting.splice(0)) open();
  }

  private say(topic: string, body: object, isRetained: boolean): void {
    if (this.connection.isUp)
      this.connection.send(topic, JSON.stringify(body), 1, isRetained, () => undefined);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { dueMs } = this.state;
    if (dueMs !== undefined)
      this.timer = setTimeout(() => this.take({ is: 'due' }), Math.max(1, dueMs - performance.now()));
    else if (this.mayWork && this.questionsOut > 0)
      this.timer = setTimeout(() => this.unheard(), this.options.limits.instanceAnswerMs * 3);
  }

  // A connection on which nothing comes back cannot say who works.
  private unheard(): void {
    this.connection.drop('the broker does not hand back what was published');
  }

  private tell(): void {
    const { service, log, broker } = this.options;
    const { phase, isMute } = this.state;
    const { holder } = this;
    if (isMute) log.warn({}, mutedInWords(this.register.entry, broker.username));
    if (holder && holder.instance !== this.told) {
      this.told = holder.instance;
      log.warn({ holder }, waitingInWords(service, holder));
    } else if (phase === 'working' && this.told !== undefined) {
      log.warn(
        { instance: this.me.instance, before: this.told },
        `This ${service} works now: the other is gone`,
      );
      this.told = undefined;
    }
  }
}

// The door's own connection says the same about the broker.
const quietly = (log: DoorLog): DoorLog => ({
  info: () => undefined,
  warn: (context, message) => log.warn({ ...context, connection: 'sentry' }, message),
  error: (context, message) => log.error({ ...context, connection: 'sentry' }, message),
});
