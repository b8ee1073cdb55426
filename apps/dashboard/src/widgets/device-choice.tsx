import type { DeviceSnapshot } from '@kilowatch/contracts';
import { navigate, type KindPage, pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf, nativeIdOf } from './devices-of.js';
import { DemoBadge, StateBadge } from './state-badge.js';

interface DeviceChoiceProps {
  page: KindPage | 'sensors';
  /** All that this page could show. */
  devices: readonly DeviceSnapshot[];
  /** What it shows; undefined: nothing, or `wanted` is not among them. */
  device: DeviceSnapshot | undefined;
  /** The device in the address. */
  wanted: string | undefined;
  /** The first snapshot is there: a device that is missing does not exist. */
  isSettled: boolean;
}

/** Which device a page is about, whether it is real and whether it is there; a choice where there are several. */
export function DeviceChoice({ page, devices, device, wanted, isSettled }: DeviceChoiceProps) {
  const t = texts.value.devices;
  const isUnknown = isSettled && wanted !== undefined && !device;
  return (
    <>
      {devices.length > 1 || (isUnknown && devices.length > 0) ? (
        <select
          class="select-small device-choice"
          aria-label={t.choose}
          value={device?.device ?? ''}
          onChange={(event) => navigate(pathOf({ page, device: event.currentTarget.value }))}
        >
          {!device && <option value="" />}
          {devices.map((one) => (
            <option key={one.device} value={one.device}>
              {labelOf(one)}
            </option>
          ))}
        </select>
      ) : (
        device && (
          <span class="page-head-name" dir="auto">
            {labelOf(device)}
          </span>
        )
      )}
      {device && <DemoBadge device={device} />}
      {device && <StateBadge device={device} />}
      {isUnknown && (
        <p class="page-note" role="status">
          {t.noneCalled(nativeIdOf(wanted))}
        </p>
      )}
    </>
  );
}
