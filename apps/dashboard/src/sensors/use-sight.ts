import type { Signal } from '@preact/signals';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { SensorSeries } from './sensor-series.js';

/** So much below the screen counts as seen: it is there when a reader scrolls to it. */
const margin = '240px';

/** Keeps in the signal which series are in view. Returns the way for a row to be watched. */
export function useSight(
  inView: Signal<ReadonlyMap<string, SensorSeries>>,
): (row: Element, series: SensorSeries) => () => void {
  const shown = useMemo(() => new WeakMap<Element, SensorSeries>(), []);
  const observer = useMemo(
    () =>
      new IntersectionObserver(
        (entries) => {
          const next = new Map(inView.peek());
          for (const { target, isIntersecting } of entries) {
            const series = shown.get(target);
            if (!series) continue;
            if (isIntersecting) next.set(series.id, series);
            else next.delete(series.id);
          }
          inView.value = next;
        },
        { rootMargin: margin },
      ),
    [],
  );
  useEffect(() => () => observer.disconnect(), []);
  return useCallback((row, series) => {
    shown.set(row, series);
    observer.observe(row);
    return () => {
      observer.unobserve(row);
      const next = new Map(inView.peek());
      if (next.delete(series.id)) inView.value = next;
    };
  }, []);
}
