import type { DeviceKind } from '@kilowatch/contracts';
import type { PageName } from '../route/routes.js';

/** Where a device of some kind is looked at. */
export const pageOfKind = (kind: DeviceKind): PageName => {
  if (kind === 'battery' || kind === 'cell' || kind === 'gas' || kind === 'heat-pump') return kind;
  return kind === 'service' ? 'devices' : 'sensors';
};
