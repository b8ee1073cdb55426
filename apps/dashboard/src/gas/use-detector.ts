import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { devicesOf } from '../widgets/devices-of.js';
import { byStanding } from './gas-standing.js';
import { type Detector, readDetector, type Reading } from './read-detector.js';

/** What detectors are read by at this moment. */
function useReading(): Reading {
  const { live, site } = useAppState();
  return {
    names: texts.value.devices.metric,
    display: site.value?.display,
    moment: { nowMs: live.nowMs.value, isOffline: live.status.value === 'offline' },
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

/** Ids of the detectors, the worst first: looked at once a second, so that nothing jumps at every value. */
export function useWorstFirst(): readonly string[] {
  const { live, site } = useAppState();
  const order = useComputed((): readonly string[] => {
    const reading = {
      names: texts.value.devices.metric,
      display: site.value?.display,
      // Without a connection nothing is known of any of them: they stay where they are.
      moment: { nowMs: live.nowMs.value, isOffline: false },
    };
    const detectors = devicesOf(['gas'], live.model.peek().devices.values());
    const known = detectors.map((device) => ({ device, standing: readDetector(device, reading).standing }));
    return known.sort(byStanding).map(({ device }) => device.device);
  });
  return order.value;
}
