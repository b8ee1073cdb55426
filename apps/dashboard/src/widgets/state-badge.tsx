import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { isCutOff } from '../live/is-cut-off.js';
import { texts } from '../texts/language.js';
import { livingStateNow } from './living-state.js';

/** Whether a device is there, in a word; unknown while this page has no connection. */
export function StateBadge({ device }: { device: DeviceSnapshot }) {
  const { live } = useAppState();
  const nowMs = Math.max(live.nowMs.value, device.lastSeenAtMs);
  const state = isCutOff(live.status.value) ? 'unknown' : livingStateNow(device, nowMs);
  return (
    <span class={`badge badge-${state}`} key={state}>
      {texts.value.devices.state[state]}
    </span>
  );
}

/** Says of a device that it does not exist. */
export function DemoBadge({ device }: { device: Pick<DeviceSnapshot, 'isDemo'> }) {
  const t = texts.value.devices;
  if (!device.isDemo) return null;
  return (
    <span class="badge badge-demo" title={t.demoHint}>
      {t.demo}
    </span>
  );
}
