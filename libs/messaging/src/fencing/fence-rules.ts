import type { InstanceEntry } from '@kilowatch/contracts';

/** What an instance hears and lives through. `entry` undefined: the register was emptied. */
export type FenceEvent =
  | { readonly is: 'connected' }
  | { readonly is: 'disconnected' }
  | { readonly is: 'entry'; readonly entry: InstanceEntry | undefined; readonly isRetained: boolean }
  | { readonly is: 'question'; readonly from: string }
  | { readonly is: 'offline' }
  | { readonly is: 'due' };

/** `ask`: publish the question. `announce`: write oneself into the register. `work`, `yield`: begin and end to work. */
export type FenceEffect = 'ask' | 'announce' | 'work' | 'yield';

export interface FenceTimes {
  /** How long a living instance may take to answer; it gets three times as long as long as nothing is suspicious. */
  readonly answerMs: number;
  /** How often a waiting instance asks. */
  readonly watchMs: number;
}

export interface FenceState {
  readonly me: string;
  /** `away`: the register cannot be seen. Only `working` may begin anything. */
  readonly phase: 'away' | 'asking' | 'claiming' | 'working' | 'waiting';
  /** Of the own claim; 0 without one. A claim outlives a lost connection. */
  readonly turn: number;
  readonly highestTurn: number;
  /** Has begun to work and not yielded since. */
  readonly hasBegun: boolean;
  /** Who is taken to work. */
  readonly rival: InstanceEntry | undefined;
  readonly isRegistered: boolean;
  /** The own question has come back: whatever the broker had to tell before, it has told. */
  readonly isHeard: boolean;
  /** Somebody asked before us: theirs is the next turn. */
  readonly isBehind: boolean;
  /** The broker has not handed back what was published. */
  readonly isMute: boolean;
  readonly dueMs: number | undefined;
}

export interface FenceStep {
  readonly state: FenceState;
  readonly effects: readonly FenceEffect[];
}

export const atFirst = (me: string): FenceState => ({
  me,
  phase: 'away',
  turn: 0,
  highestTurn: 0,
  hasBegun: false,
  rival: undefined,
  isRegistered: false,
  isHeard: false,
  isBehind: false,
  isMute: false,
  dueMs: undefined,
});

/** Whether the first of two entries works, and the second does not. */
export const outranks = (
  a: Pick<InstanceEntry, 'turn' | 'instance'>,
  b: Pick<InstanceEntry, 'turn' | 'instance'>,
): boolean => a.turn > b.turn || (a.turn === b.turn && a.instance < b.instance);

/**
 * The decision who works, made by every instance for itself (docs/adr/0009). It needs no order among what it hears: of all
 * entries the one that outranks the others wins, and who sees a lower one in the register writes its own again.
 * @param nowMs any clock that only rises
 */
export function fenceStep(state: FenceState, event: FenceEvent, nowMs: number, times: FenceTimes): FenceStep {
  switch (event.is) {
    case 'connected':
      return asking({ ...state, isRegistered: false }, nowMs + times.answerMs);
    case 'disconnected':
      return step({ ...state, phase: 'away', isHeard: false, isMute: false, dueMs: undefined });
    case 'question':
      return event.from === state.me ? heard(state, nowMs, times) : asked(state);
    case 'offline':
      return state.phase === 'waiting' ? asking(state, nowMs + times.answerMs) : step(state);
    case 'due':
      return due(state, nowMs, times);
    case 'entry':
      if (!event.entry) return emptied(state, nowMs, times);
      return event.entry.instance === state.me
        ? ownEntry(state, event.entry)
        : othersEntry(state, event.entry, event.isRetained, nowMs + times.watchMs);
  }
}

const step = (state: FenceState, ...effects: FenceEffect[]): FenceStep => ({ state, effects });

const asking = (state: FenceState, dueMs: number): FenceStep =>
  step({ ...state, phase: 'asking', isHeard: false, isBehind: false, dueMs }, 'ask');

const claiming = (state: FenceState, nowMs: number, times: FenceTimes): FenceStep => {
  const turn = Math.max(state.turn, state.highestTurn + 1);
  const dueMs = nowMs + times.answerMs;
  return step(
    { ...state, phase: 'claiming', turn, highestTurn: turn, isRegistered: false, dueMs },
    'announce',
  );
};

const working = (state: FenceState): FenceStep =>
  step(
    { ...state, phase: 'working', hasBegun: true, rival: undefined, isMute: false, dueMs: undefined },
    'work',
  );

function heard(state: FenceState, nowMs: number, times: FenceTimes): FenceStep {
  const now = { ...state, isHeard: true, isMute: false };
  if (state.phase !== 'asking' || state.isHeard) return step(now);
  if (state.turn > 0 && state.isRegistered) return working(now);
  if (state.turn > 0) return announcing(now, nowMs, times);
  if (state.rival) return step(now); // it has until the due time to answer
  if (state.isBehind) return step({ ...now, dueMs: nowMs + times.answerMs });
  return claiming(now, nowMs, times);
}

// The register of a broker that has forgotten it, or that has been overwritten by less than us.
const announcing = (state: FenceState, nowMs: number, { answerMs }: FenceTimes): FenceStep =>
  step({ ...state, phase: 'claiming', dueMs: nowMs + answerMs }, 'announce');

function asked(state: FenceState): FenceStep {
  if (state.phase === 'working' || state.phase === 'claiming') return step(state, 'announce');
  const isBehind = state.phase === 'asking' && !state.isHeard && state.turn === 0;
  return step(isBehind ? { ...state, isBehind } : state);
}

function due(state: FenceState, nowMs: number, times: FenceTimes): FenceStep {
  if (state.dueMs === undefined || nowMs < state.dueMs) return step(state);
  const dueMs = nowMs + times.answerMs;
  switch (state.phase) {
    case 'waiting':
      return asking(state, nowMs + 3 * times.answerMs);
    case 'asking':
      return state.isHeard ? claiming(state, nowMs, times) : step({ ...state, isMute: true, dueMs }, 'ask');
    case 'claiming':
      return step({ ...state, isMute: true, dueMs }, 'announce');
    default:
      return step({ ...state, dueMs: undefined });
  }
}

function emptied(state: FenceState, nowMs: number, times: FenceTimes): FenceStep {
  const now = { ...state, isRegistered: false, rival: undefined };
  switch (state.phase) {
    case 'working':
    case 'claiming':
      return step(now, 'announce'); // an older instance has cleaned up after itself
    case 'waiting':
      return asking(now, nowMs + times.answerMs);
    case 'asking':
      return state.isHeard && !state.isBehind && state.turn === 0 ? claiming(now, nowMs, times) : step(now);
    case 'away':
      return step(state);
  }
}

function ownEntry(state: FenceState, { turn }: InstanceEntry): FenceStep {
  if (turn !== state.turn) return step(state); // of a claim given up since
  const now = { ...state, isRegistered: true };
  return state.phase === 'claiming' ? working(now) : step(now);
}

function othersEntry(
  state: FenceState,
  entry: InstanceEntry,
  isRetained: boolean,
  watchDueMs: number,
): FenceStep {
  const highestTurn = Math.max(state.highestTurn, entry.turn);
  const now = { ...state, highestTurn, isRegistered: false };
  if (state.phase === 'away') return step(now);
  if (state.turn > 0 && outranks({ turn: state.turn, instance: state.me }, entry))
    return state.phase === 'asking' ? step(now) : step(now, 'announce');
  // A retained entry may be of somebody who is no more; a live one was said just now.
  const isAlive = !isRetained || state.phase !== 'asking';
  const lost = {
    ...now,
    turn: 0,
    hasBegun: false,
    rival: entry,
    ...(isAlive && { phase: 'waiting' as const, isMute: false, dueMs: watchDueMs }),
  };
  return state.hasBegun ? step(lost, 'yield') : step(lost);
}
