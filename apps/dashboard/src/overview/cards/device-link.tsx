import type { DeviceSnapshot } from '@kilowatch/contracts';
import { pathOf } from '../../route/router.js';
import { labelOf } from '../../widgets/devices-of.js';
import { pageOfKind } from '../device-words.js';

interface DeviceLinkProps {
  device: DeviceSnapshot;
  /** In place of its name. */
  words?: string;
}

/** One device of several in a card, by its name, and the way to all that it says. */
export const DeviceLink = ({ device, words }: DeviceLinkProps) => (
  <a
    href={pathOf({ page: pageOfKind(device.kind), device: device.device })}
    data-page
    title={labelOf(device)}
  >
    {words ?? labelOf(device)}
  </a>
);
