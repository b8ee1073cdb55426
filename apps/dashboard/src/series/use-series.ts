import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Delta } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { isCutOff } from '../live/is-cut-off.js';
import type { Span } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { type SeriesKey, seriesKeyOf } from './charted-series.js';
import { bufferFor, type LoadedSeries, loadSeries } from './load-series.js';
import { isMoving, type LookedAt, spanNow } from './looked-at.js';
import { useReading } from './use-reading.js';

export interface SeriesView {
  readonly loaded: LoadedSeries | undefined;
  readonly isLoading: boolean;
  /** In words; what was loaded before stays. */
  readonly failure: string | undefined;
  /** It failed without a connection, which the frame of the page says and which ends by itself. */
  readonly wasCutOff: boolean;
}

export interface UsedSeries {
  readonly view: ReadonlySignal<SeriesView>;
  /** Rises when live values have come, at most as often as they could be seen. */
  readonly changes: ReadonlySignal<number>;
  readonly retry: () => void;
}

export interface SeriesChoice {
  readonly series: readonly SeriesKey[];
  readonly range: ReadonlySignal<LookedAt>;
  /** Of one series; about as many as the picture has pixels. */
  readonly maxPoints: number;
}

/** Live values that come while the history is being read; more than that is seen with the next reading. */
const mostPending = 5_000;
const slowestMs = 3_000;
/** While there are no live values, the history is read again. */
const askedEveryMs = 10_000;

interface Question {
  readonly choice: Pick<SeriesChoice, 'series' | 'maxPoints'>;
  readonly shown: LookedAt;
}

/** Series over the range: read again when the range, the choice or a gap in the live values wants it, and going on by themselves. */
export function useSeries({ series, range, maxPoints }: SeriesChoice): UsedSeries {
  const { live } = useAppState();
  const wanted = useSignal({ series, maxPoints });
  const key = JSON.stringify([series.map(seriesKeyOf), maxPoints]);
  useEffect(() => void (wanted.value = { series, maxPoints }), [key]);
  const view = useSignal<SeriesView>({
    loaded: undefined,
    isLoading: true,
    failure: undefined,
    wasCutOff: false,
  });
  const stepMs = useComputed(() => view.value.loaded?.stepMs ?? 0);
  const changes = useSignal(0);
  const polled = useSignal(0);
  const pending = useRef<Delta[]>([]);
  const isReading = useRef(false);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Once: later it says that a page has come to look at more devices, which is no reason to read again.
  const isReady = useSignal(false);
  useSignalEffect(() => {
    if (live.hasSnapshot.value) isReady.value = true;
  });

  const { retry } = useReading<Question>({
    question: useComputed(() => (isReady.value ? { choice: wanted.value, shown: range.value } : undefined)),
    nudge: useComputed(() => [live.missed.value, polled.value]),
    read: async ({ choice, shown }, isCurrent) => {
      pending.current = [];
      isReading.current = true;
      view.value = { ...view.peek(), isLoading: true };
      const next = await read({ ...choice, span: spanNow(shown, live.serverNowMs()) });
      const { loaded, failure } = next;
      if (!isCurrent()) return false;
      isReading.current = false;
      if (loaded) for (const delta of pending.current) take(loaded, delta, shown);
      pending.current = [];
      view.value = { ...view.peek(), ...next, wasCutOff: isCutOff(live.status.peek()), isLoading: false };
      return failure === undefined;
    },
  });

  useEffect(() => {
    const announce = (): void => {
      wait.current = undefined;
      const looked = range.peek();
      const { fromMs } = spanNow(looked, live.serverNowMs());
      if (isMoving(looked))
        for (const buffer of view.peek().loaded?.buffers.values() ?? []) buffer.dropBefore(fromMs);
      changes.value++;
    };
    const stop = live.onDelta((delta) => {
      const { loaded } = view.peek();
      const isOurs = wanted.peek().series.some(({ device }) => device === delta.device);
      if (!isOurs) return;
      if (isReading.current && pending.current.length < mostPending) pending.current.push(delta);
      if (!loaded || !take(loaded, delta, range.peek())) return;
      wait.current ??= setTimeout(announce, visibleAfterMs(loaded.span, maxPoints));
    });
    return () => {
      stop();
      clearTimeout(wait.current);
    };
  }, [live]);

  useSignalEffect(() => {
    const { value: loaded } = stepMs;
    if (live.status.value !== 'asking') return undefined;
    const again = setInterval(() => polled.value++, Math.max(askedEveryMs, loaded));
    return () => clearInterval(again);
  });

  return { view, changes, retry };
}

/** The time of a quarter of a pixel: what changes faster looks the same. */
const visibleAfterMs = ({ fromMs, toMs }: Span, pixels: number): number =>
  Math.min(slowestMs, (toMs - fromMs) / pixels / 4);

/** Adds what belongs to these series; true: something did. */
function take(loaded: LoadedSeries, { device, readings, lastSeenAtMs }: Delta, range: LookedAt): boolean {
  let isTaken = false;
  for (const reading of readings) {
    const buffer = bufferFor(loaded, device, reading);
    if (!buffer || reading.quality === 'missing' || !isIn(range, reading.atMs)) continue;
    buffer.add(reading.atMs, reading.value, lastSeenAtMs);
    isTaken = true;
  }
  return isTaken;
}

const isIn = (range: LookedAt, atMs: number): boolean =>
  'lastMs' in range || (atMs >= range.fromMs && atMs < range.toMs);

async function read(question: Parameters<typeof loadSeries>[0]): Promise<Partial<SeriesView>> {
  try {
    return { loaded: await loadSeries(question), failure: undefined };
  } catch (failure) {
    return { failure: reasonOf(failure, texts.peek()) };
  }
}
