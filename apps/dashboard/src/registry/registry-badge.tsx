import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { StateBadge } from '../widgets/state-badge.js';

/** Whether a device is there, or that nobody listens to it. */
export const RegistryBadge = ({ device }: { device: DeviceSnapshot }) =>
  device.isIgnored ? (
    <span class="badge badge-ignored">{texts.value.registry.states.ignored}</span>
  ) : (
    <StateBadge device={device} />
  );

/** When a device was heard last. */
export function HeardLine({ device }: { device: DeviceSnapshot }) {
  const { live } = useAppState();
  const t = texts.value;
  const ageMs = Math.max(0, live.nowMs.value - device.lastSeenAtMs);
  const age = ageMs < 2_000 ? t.age.now : formatFor(t.locale).age(ageMs);
  return <p class="age">{t.devices.heard(age)}</p>;
}
