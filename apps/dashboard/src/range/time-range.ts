import { computed, type ReadonlySignal } from '@preact/signals';
import { query, route, setQuery } from '../route/router.js';
import type { PageName } from '../route/routes.js';
import { presets, type TimeRange } from './time-span.js';

/** What a page shows first. Elsewhere it is {@link usually}. */
const firstRange: Partial<Record<PageName, TimeRange>> = {
  'heat-pump': { preset: '24h' },
  sensors: { preset: '24h' },
  compare: { preset: '24h' },
};
const usually: TimeRange = { preset: '1h' };

/** The range in the parameters of an address: `range=6h`, or `from=…&to=…` in RFC 3339. Undefined: none that can be read. */
export function rangeIn(parameters: URLSearchParams): TimeRange | undefined {
  const preset = presets.find((name) => name === parameters.get('range'));
  if (preset) return { preset };
  const [fromMs, toMs] = ['from', 'to'].map((name) => Date.parse(parameters.get(name) ?? ''));
  if (fromMs === undefined || toMs === undefined || !(fromMs < toMs)) return undefined;
  return { preset: 'custom', fromMs, toMs };
}

/** The parameters of an address that say this range. */
export const parametersOf = (range: TimeRange): Record<'range' | 'from' | 'to', string | undefined> =>
  range.preset === 'custom'
    ? {
        range: undefined,
        from: new Date(range.fromMs).toISOString(),
        to: new Date(range.toMs).toISOString(),
      }
    : { range: range.preset, from: undefined, to: undefined };

/** The time that every chart of the dashboard looks at. It lives in the address: a link shows the same view again. */
export const timeRange: ReadonlySignal<TimeRange> = computed(
  () => rangeIn(query.value) ?? firstRange[route.value.page] ?? usually,
);

/** Looks at this range from now on, on every page; the browser's way back leads to the one before. */
export const showRange = (range: TimeRange): void => setQuery(parametersOf(range), 'new');
