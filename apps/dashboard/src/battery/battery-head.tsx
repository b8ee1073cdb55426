import type { DeviceSnapshot } from '@kilowatch/contracts';
import { batteryPath, navigate } from '../route/router.js';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { nameOf } from './choose-battery.js';

interface BatteryHeadProps {
  batteries: readonly DeviceSnapshot[];
  battery: DeviceSnapshot | undefined;
  /** The battery asked for, when there is none of that name. */
  unknown: string | undefined;
}

/** Which battery this is, whether it is real, and whether it says that it is there: not every battery says so. */
export function BatteryHead({ batteries, battery, unknown }: BatteryHeadProps) {
  const { live } = useAppState();
  const t = texts.value;
  return (
    <div class="page-head">
      <h1>{t.pages.battery}</h1>
      {batteries.length > 1 || (unknown !== undefined && batteries.length > 0) ? (
        <select
          class="select-small"
          aria-label={t.battery.choose}
          value={battery?.device ?? ''}
          onChange={(event) => navigate(batteryPath(event.currentTarget.value))}
        >
          {!battery && <option value="" />}
          {batteries.map(({ device }) => (
            <option key={device} value={device}>
              {nameOf(device)}
            </option>
          ))}
        </select>
      ) : (
        <span class="page-head-name">{battery && nameOf(battery.device)}</span>
      )}
      {battery?.isDemo && (
        <span class="badge badge-demo" title={t.battery.demoHint}>
          {t.battery.demo}
        </span>
      )}
      {battery && battery.connection !== 'unknown' && live.status.value !== 'offline' && (
        <span class={`badge badge-${battery.connection}`}>{t.battery[battery.connection]}</span>
      )}
      {unknown !== undefined && <p class="page-note">{t.battery.unknownDevice(nameOf(unknown))}</p>}
    </div>
  );
}
