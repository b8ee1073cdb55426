import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CommandState, Delta } from '@kilowatch/contracts';
import {
  applySnapshot,
  connectRealtime,
  covers,
  type LiveModel,
  nothing,
  type RealtimeStatus,
  type Watched,
} from '@kilowatch/realtime-client';
import { startAsking } from './asking.js';
import { beforeNextFrame } from './next-frame.js';
import { seldom } from './seldom.js';
import { tickingClock } from './server-time.js';
import { Wishes } from './wishes.js';

/** `asking`: the live connection does not get through, and the page asks every few seconds. */
export type LiveStatus = RealtimeStatus | 'asking';

/** Everything live that the page shows. */
export interface LiveSite {
  /** What is watched, with its latest values; new before each frame in which something has changed. */
  readonly model: ReadonlySignal<LiveModel>;
  readonly status: ReadonlySignal<LiveStatus>;
  /** The server's clock, once a second. */
  readonly nowMs: ReadonlySignal<number>;
  /** True once the model has what is watched now: from then on "no data" is a fact and not a matter of waiting. */
  readonly hasSnapshot: ReadonlySignal<boolean>;
  /** Commands seen since the page was opened, newest first. */
  readonly commands: ReadonlySignal<readonly CommandState[]>;
  /** Rises when values were missed: charts fetch their range again. */
  readonly missed: ReadonlySignal<number>;
  /** Follows this beside what others follow, until the function it returns is called; components take `useWatched`. */
  watch(watched: Watched): () => void;
  /** Calls back with each delta, in order and without gaps; returns the way to stop. */
  onDelta(listener: (delta: Delta) => void): () => void;
  serverNowMs(): number;
  /** Connects anew, with the rights that there are now. */
  reconnect(): void;
}

const commandsKept = 5;
/** Without deltas charts fetch their range again after so many answers over HTTP, half a minute. */
const answersPerFetch = 15;
/** Where gap follows gap, as when the server holds fewer devices than there are, charts fetch their range no more often. ms */
const gapPauseMs = 10_000;

const prepend = (commands: Signal<readonly CommandState[]>, command: CommandState): void => {
  const others = commands.value.filter(({ commandId }) => commandId !== command.commandId);
  commands.value = [command, ...others].slice(0, commandsKept);
};

/** Connects, and keeps the signals up to date for as long as the page lives. */
export function startLiveSite(): LiveSite {
  const commands = signal<readonly CommandState[]>([]);
  const missed = signal(0);
  const connection = signal<RealtimeStatus>('connecting');
  const followed = signal<Watched | undefined>(undefined);
  const listeners = new Set<(delta: Delta) => void>();
  const readAgain = seldom(() => missed.value++, gapPauseMs);
  const realtime = connectRealtime({
    url: document.baseURI,
    watch: nothing,
    soon: beforeNextFrame,
    onStatus: (now) => (connection.value = now),
    onCommand: (command) => prepend(commands, command),
    onDelta: (delta) => listeners.forEach((listener) => listener(delta)),
    onSnapshot: (_snapshot, reason) => {
      if (reason === 'resync') readAgain();
      else if (reason === 'connect' && followed.peek()) missed.value++;
    },
  });
  const wishes = new Wishes((whole) => void realtime.watch(whole));
  const clock = tickingClock(() => realtime.serverNowMs());
  const model = signal(realtime.model);
  const show = (next: LiveModel, covered: Watched | undefined): void =>
    batch(() => {
      model.value = next;
      followed.value = covered;
      clock.look();
    });
  realtime.subscribe((next) => show(next, realtime.followed));
  let answers = 0;
  const isAsking = startAsking({
    isNeeded: computed(() => connection.value === 'offline' || connection.value === 'connecting'),
    wanted: wishes.whole,
    nowMs: () => realtime.serverNowMs(),
    take: (snapshot, watched) => {
      realtime.learnTime(snapshot.atMs);
      show(applySnapshot(snapshot), watched);
      if (++answers % answersPerFetch === 0) missed.value++;
    },
  });
  hurryOnHope(() => realtime.hurry());
  return {
    model,
    status: computed(() => (isAsking.value ? 'asking' : connection.value)),
    nowMs: clock.nowMs,
    hasSnapshot: computed(() => followed.value !== undefined && covers(followed.value, wishes.whole.value)),
    commands,
    missed,
    watch: (part) => wishes.add(part),
    onDelta: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serverNowMs: () => realtime.serverNowMs(),
    reconnect: () => realtime.reconnect(),
  };
}

/** The network is back, or somebody looks at the page again. */
function hurryOnHope(hurry: () => void): void {
  addEventListener('online', hurry);
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && hurry());
}
