import type { DeviceSnapshot } from '@kilowatch/contracts';
import { texts } from '../texts/language.js';
import { StateBadge } from '../widgets/state-badge.js';

/** Whether a device is there, or that nobody listens to it. */
export const RegistryBadge = ({ device }: { device: DeviceSnapshot }) =>
  device.isIgnored ? (
    <span class="badge badge-ignored">{texts.value.registry.states.ignored}</span>
  ) : (
    <StateBadge device={device} />
  );
