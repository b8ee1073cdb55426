import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import type { PageName } from '../route/routes.js';
import { texts } from '../texts/language.js';
import { nativeIdOf } from '../widgets/devices-of.js';

/** Where a device of some kind is looked at. */
export const pageOfKind = (kind: DeviceKind): PageName => {
  if (kind === 'battery' || kind === 'cell' || kind === 'gas' || kind === 'heat-pump') return kind;
  return kind === 'service' ? 'devices' : 'sensors';
};

/** A device among others of every kind: its own name says enough, its id does not say what it is. */
export const fullNameOf = ({
  name,
  kind,
  device,
}: Pick<DeviceSnapshot, 'name' | 'kind' | 'device'>): string =>
  name ?? `${texts.value.overview.kind[kind]} ${nativeIdOf(device)}`;
