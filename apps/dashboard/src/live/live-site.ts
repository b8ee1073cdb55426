import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { CommandState, Delta } from '@kilowatch/contracts';
import { connectRealtime, type LiveModel, type RealtimeStatus } from '@kilowatch/realtime-client';

/** Everything live that the page shows. */
export interface LiveSite {
  readonly model: ReadonlySignal<LiveModel>;
  readonly status: ReadonlySignal<RealtimeStatus>;
  /** The server's clock, once a second. */
  readonly nowMs: ReadonlySignal<number>;
  /** True after the first snapshot: from then on "no data" is a fact and not a matter of waiting. */
  readonly hasSnapshot: ReadonlySignal<boolean>;
  /** Commands seen since the page was opened, newest first. */
  readonly commands: ReadonlySignal<readonly CommandState[]>;
  /** Rises when values were missed: charts fetch their range again. */
  readonly missed: ReadonlySignal<number>;
  /** Calls back with each delta, in order and without gaps; returns the way to stop. */
  onDelta(listener: (delta: Delta) => void): () => void;
  serverNowMs(): number;
  /** Connects anew, with the rights that there are now. */
  reconnect(): void;
}

const commandsKept = 5;

const prepend = (commands: Signal<readonly CommandState[]>, command: CommandState): void => {
  const others = commands.value.filter(({ commandId }) => commandId !== command.commandId);
  commands.value = [command, ...others].slice(0, commandsKept);
};

/** Connects, and keeps the signals up to date for as long as the page lives. */
export function startLiveSite(): LiveSite {
  const commands = signal<readonly CommandState[]>([]);
  const missed = signal(0);
  const hasSnapshot = signal(false);
  const status = signal<RealtimeStatus>('connecting');
  const listeners = new Set<(delta: Delta) => void>();
  const realtime = connectRealtime({
    onStatus: (now) => (status.value = now),
    onCommand: (command) => prepend(commands, command),
    onDelta: (delta) => listeners.forEach((listener) => listener(delta)),
    onSnapshot: () => {
      if (hasSnapshot.value) missed.value++;
      hasSnapshot.value = true;
    },
  });
  const model = signal(realtime.model);
  realtime.subscribe((next) => (model.value = next));
  const nowMs = signal(realtime.serverNowMs());
  setInterval(() => (nowMs.value = realtime.serverNowMs()), 1_000);
  return {
    model,
    status,
    nowMs,
    hasSnapshot,
    commands,
    missed,
    onDelta: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serverNowMs: () => realtime.serverNowMs(),
    reconnect: () => realtime.reconnect(),
  };
}
