import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';

export interface Reading<Question> {
  /** Another one is asked at once; undefined: there is nothing to ask yet. */
  readonly question: ReadonlySignal<Question | undefined>;
  /** Says something else when the same is to be asked anew. Not heard while that fails: then {@link pauseMs} counts. */
  readonly nudge: ReadonlySignal<unknown>;
  /** Nothing is asked while nobody looks; what was due then is asked once somebody does. */
  readonly isSeen: ReadonlySignal<boolean>;
  /** A connection that comes back ends a pause. */
  readonly isCutOff: ReadonlySignal<boolean>;
  /** Resolves with whether it worked. By `isCurrent` it knows whether its answer is still wanted. */
  readonly read: (question: Question, isCurrent: () => boolean) => Promise<boolean>;
}

const firstPauseMs = 10_000;
const longestPauseMs = 120_000;

/** How long to wait after so many failures in a row; up to a quarter shorter, so that not all pages ask at the same moment. */
export const pauseMs = (failures: number, random = Math.random()): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (1 - random / 4);

/** Asks what is to be known, and after a failure again, after pauses that grow. */
export function keepReading<Question>({ question, nudge, isSeen, isCutOff, read }: Reading<Question>): {
  /** Somebody wants it now. */
  retry(): void;
  stop(): void;
} {
  const turn = signal(0);
  /** In a row; 0 also while something is asked. */
  const failed = signal(0);
  const due = computed(() => ({ question: question.value, turn: turn.value, nudge: nudge.value }));
  let last: typeof due.value | undefined;
  let asked: typeof due.value | undefined;
  let failures = 0;
  let wasCutOff = false;
  const again = (): void => void (turn.value = turn.peek() + 1);

  const ask = (now: typeof due.value, wanted: Question): void => {
    asked = now;
    failed.value = 0;
    void read(wanted, () => asked === now).then((hasWorked) => {
      if (asked !== now) return;
      asked = undefined;
      failed.value = failures = hasWorked ? 0 : failures + 1;
    });
  };
  const stopAsking = effect(() => {
    if (!isSeen.value || due.value === last) return;
    const now = due.value;
    const isOther = now.question !== last?.question;
    const isWaiting = failures > 0 && !asked && !isOther && now.turn === last?.turn;
    last = now;
    if (isOther) failures = 0;
    if (now.question !== undefined && !isWaiting) untracked(() => ask(now, now.question!));
  });
  const stopTrying = effect(() => {
    const isBack = wasCutOff && !isCutOff.value;
    wasCutOff = isCutOff.value;
    if (failed.value === 0) return undefined;
    if (isBack) return again();
    const timer = setTimeout(again, pauseMs(failed.value));
    return () => clearTimeout(timer);
  });
  return {
    retry: () => {
      failures = 0;
      again();
    },
    stop: () => {
      stopAsking();
      stopTrying();
      asked = undefined;
    },
  };
}
