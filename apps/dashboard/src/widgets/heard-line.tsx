import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { ageWords } from '../format/age-words.js';
import { texts } from '../texts/language.js';

/** When a device was heard last, in words. */
export const useHeard = (device: Pick<DeviceSnapshot, 'lastSeenAtMs'>): string => {
  const { live } = useAppState();
  return texts.value.devices.heard(ageWords(Math.max(0, live.nowMs.value - device.lastSeenAtMs)));
};

export const HeardLine = ({ device }: { device: DeviceSnapshot }) => <p class="age">{useHeard(device)}</p>;
