import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { type ShownMetric, shownMetrics } from '../widgets/metric-words.js';
import { changedThresholds, type Draft, draftOf, type Drafts, problemOf } from './threshold-drafts.js';
import { metricOf, thresholdOf, type Thresholds, usualThreshold } from './thresholds.js';

/** Of a device that measures more than this, only series with limits are shown at first. */
const mostAtOnce = 6;

interface ThresholdDrafts {
  readonly drafts: Drafts;
  /** The series that have fields, and those that do not yet. */
  readonly shown: readonly ShownMetric[];
  readonly others: readonly ShownMetric[];
  readonly hasProblem: boolean;
  change: (key: string, draft: Draft) => void;
  /** Fields for a series that has none yet. */
  add: (key: string) => void;
  /** Back to what is usual at the site. */
  reset: () => void;
  /** All that is then set for the device; null: nothing. */
  result: () => Thresholds | null;
}

/** The fields of a device's limits, as they are being filled in. */
export function useThresholdDrafts(device: DeviceSnapshot): ThresholdDrafts {
  const { site } = useAppState();
  const display = site.value?.display;
  const known = useMemo(() => shownMetrics(device, texts.peek().devices.metric), [device.device]);
  const usualOf = (key: string) => usualThreshold(device.kind, key, display);
  const firstly = useMemo((): Drafts => {
    const drafts = known.map(({ key }) => [key, thresholdOf(device, key, display)] as const);
    const wanted = drafts.filter(([, threshold]) => known.length <= mostAtOnce || threshold !== undefined);
    return Object.fromEntries(wanted.map(([key, threshold]) => [key, draftOf(threshold)]));
  }, []);
  const drafts = useSignal(firstly);
  const change = (key: string, draft: Draft): void => {
    drafts.value = { ...drafts.value, [key]: draft };
  };
  return {
    drafts: drafts.value,
    shown: known.filter(({ key }) => key in drafts.value),
    others: known.filter(({ key }) => !(key in drafts.value)),
    hasProblem: Object.values(drafts.value).some((draft) => problemOf(draft) !== undefined),
    change,
    add: (key) => change(key, draftOf(undefined)),
    reset: () => {
      const usual = Object.keys(drafts.value).map((key) => [key, draftOf(usualOf(key))] as const);
      drafts.value = Object.fromEntries(usual);
    },
    result: () => {
      const all = { ...unseenOf(device, known), ...changedThresholds(drafts.value, usualOf) };
      return Object.keys(all).length === 0 ? null : all;
    },
  };
}

/** What is set for series that the device does not report now: it stays as it is. */
function unseenOf({ thresholds = {} }: DeviceSnapshot, known: readonly ShownMetric[]): Thresholds {
  const seen = new Set(known.flatMap(({ key }) => [key, metricOf(key)]));
  return Object.fromEntries(Object.entries(thresholds).filter(([key]) => !seen.has(key)));
}
