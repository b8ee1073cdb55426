import { type ReadonlySignal, type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { timeRange } from '../range/time-range.js';
import { refreshEveryMs } from '../range/time-span.js';
import { type LookedAt, sharedLook, spanNow } from '../series/looked-at.js';
import { texts } from '../texts/language.js';
import type { SensorSeries } from './sensor-series.js';
import { fetchSummaries, questionsFor } from './summaries.js';
import { type ShownSummary, SummaryBoard } from './summary-board.js';

export interface Summaries {
  /** Of a series over the shared range. */
  of: (id: string) => ReadonlySignal<ShownSummary>;
  /** What a reader sees now: only that is read. */
  readonly inView: Signal<ReadonlyMap<string, SensorSeries>>;
  /** Why some of it could not be read, in words. */
  readonly failure: ReadonlySignal<string | undefined>;
}

/** What moves past while a reader scrolls is not asked for. */
const settleMs = 120;

/** Summaries of what is in view, many with one question; read again as time passes, or when live values were missed. */
export function useSummaries(): Summaries {
  const { live } = useAppState();
  const inView = useSignal<ReadonlyMap<string, SensorSeries>>(new Map());
  const failure = useSignal<string | undefined>(undefined);
  const turn = useSignal(0);
  const board = useMemo(() => new SummaryBoard(), []);

  useSignalEffect(() => {
    void sharedLook.value;
    board.clear();
    const everyMs = refreshEveryMs(timeRange.peek());
    const timer = everyMs && setInterval(() => document.hidden || turn.value++, everyMs);
    return () => clearInterval(timer);
  });
  useSignalEffect(() => {
    const round = `${turn.value} ${live.missed.value}`;
    const [looked, shown] = [sharedLook.value, inView.value];
    if (!live.hasSnapshot.value) return undefined;
    const wish = { isOver: false };
    const timer = setTimeout(() => void read(looked, board.missing(shown.values(), round), round), settleMs);
    return () => {
      clearTimeout(timer);
      wish.isOver = true;
    };

    async function read(range: LookedAt, wanted: readonly SensorSeries[], now: string): Promise<void> {
      const span = spanNow(range, live.serverNowMs());
      for (const question of questionsFor(wanted)) {
        if (wish.isOver) return;
        try {
          const answer = await fetchSummaries(question, span);
          if (range !== sharedLook.peek()) return;
          board.take(answer, question, wanted, now);
          failure.value = undefined;
        } catch (problem) {
          if (!wish.isOver) failure.value = texts.peek().history.failed(reasonOf(problem, texts.peek()));
          return;
        }
      }
    }
  });
  return { of: (id) => board.of(id), inView, failure };
}
