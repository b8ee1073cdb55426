import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { isCutOff } from '../live/is-cut-off.js';
import { texts } from '../texts/language.js';
import { devicesOf, isShownAs } from '../widgets/devices-of.js';
import { byStanding } from './gas-standing.js';
import { type Detector, readDetector, type Reading } from './read-detector.js';

const kinds = ['gas'] as const;

/** What detectors are read by at this moment. */
function useReading(): Reading {
  const { live, site } = useAppState();
  return {
    names: texts.value.devices.metric,
    display: site.value?.display,
    moment: { nowMs: live.nowMs.value, isOffline: isCutOff(live.status.value) },
  };
}

/** A detector as it is now; drawn again for its own values only. Undefined: there is none of that id. */
export function useDetector(device: string): Detector | undefined {
  const { live } = useAppState();
  const wanted = useSignal(device);
  useLayoutEffect(() => {
    wanted.value = device;
  }, [device]);
  const snapshot = useComputed(() => live.model.value.devices.get(wanted.value)).value;
  const reading = useReading();
  return snapshot && readDetector(snapshot, reading);
}

/** The detectors by name: looked at once a second, as names change hardly ever. */
export function useDetectors(): readonly DeviceSnapshot[] {
  const { live } = useAppState();
  return useComputed(() => {
    void live.nowMs.value;
    return devicesOf(kinds, live.model.peek().devices.values());
  }).value;
}

/** Ids of the detectors, the worst first: looked at once a second, so that nothing jumps at every value. */
export function useWorstFirst(): readonly string[] {
  const { live, site } = useAppState();
  const order = useComputed((): string => {
    const reading = {
      names: texts.value.devices.metric,
      display: site.value?.display,
      // Without a connection nothing is known of any of them: they stay where they are.
      moment: { nowMs: live.nowMs.value, isOffline: false },
    };
    const known = [...live.model.peek().devices.values()]
      .filter((device) => isShownAs(kinds, device))
      .map((device) => ({ device, standing: readDetector(device, reading).standing }));
    return JSON.stringify(known.sort(byStanding).map(({ device }) => device.device));
  }).value;
  return useMemo(() => JSON.parse(order) as string[], [order]);
}

/** The detector that is wanted, or the only one there is; and how many there are. Changes with these, and not with every value. */
export function useChoice(wanted: string | undefined): { count: number; chosen: string | undefined } {
  const { live } = useAppState();
  const wish = useSignal(wanted);
  useLayoutEffect(() => {
    wish.value = wanted;
  }, [wanted]);
  const choice = useComputed((): string => {
    const shown: string[] = [];
    for (const device of live.model.value.devices.values())
      if (isShownAs(kinds, device)) shown.push(device.device);
    const only = shown.length === 1 ? shown[0] : undefined;
    const chosen = wish.value === undefined ? only : shown.find((device) => device === wish.value);
    return JSON.stringify({ count: shown.length, chosen });
  }).value;
  return useMemo(() => JSON.parse(choice) as { count: number; chosen: string | undefined }, [choice]);
}
