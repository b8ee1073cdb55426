import type { DeviceSnapshot, DisplaySettings, GasMetric, LivingState } from '@kilowatch/contracts';
import type { Reported } from '../format/age.js';
import type { Texts } from '../texts/en.js';
import { livingStateNow } from '../widgets/living-state.js';
import { type Moment, reportedOf } from '../widgets/reported-of.js';
import { everySensorOf, type GasSensor, gasSensorsOf, severityOf } from './gas-sensors.js';
import { isOld, type SensedGas, type Standing, standingOf } from './gas-standing.js';

/** A gas detector with what may be said of it now. */
export interface Detector {
  readonly device: DeviceSnapshot;
  readonly state: LivingState;
  readonly gases: readonly SensedGas[];
  /** Those of {@link gases}, and those that were taken out. */
  readonly everySensor: readonly GasSensor[];
  /** Of the handheld. */
  readonly battery: Reported;
  readonly temperature: Reported;
  readonly alarm: Reported;
  readonly fault: Reported;
  readonly standing: Standing;
}

/** What a detector is read by. */
export interface Reading {
  readonly names: Texts['devices']['metric'];
  /** Undefined until the server has said what the site is. */
  readonly display: DisplaySettings | undefined;
  readonly moment: Moment;
}

export function readDetector(device: DeviceSnapshot, { names, display, moment }: Reading): Detector {
  const report = reportedOf(device, moment);
  const said = (metric: GasMetric): Reported => report(metric);
  const nowMs = Math.max(moment.nowMs, device.lastSeenAtMs);
  const state = moment.isOffline ? 'unknown' : livingStateNow(device, nowMs);
  const gases = gasSensorsOf(device, names, display).map((sensor): SensedGas => {
    const value = report(sensor.key);
    const isValue = value.value !== undefined && value.quality !== 'missing';
    return {
      sensor,
      value,
      severity: isValue ? severityOf(device, sensor, value.value!, display) : undefined,
      isGone: state === 'online' && isOld(value),
    };
  });
  gases.sort((a, b) => Number(a.isGone) - Number(b.isGone));
  const [alarm, fault] = [said('alarmState'), said('faultState')];
  return {
    device,
    state,
    gases,
    everySensor: everySensorOf(device, names, display),
    battery: said('batteryPct'),
    temperature: said('temperatureC'),
    alarm,
    fault,
    standing: standingOf({ state, gases, alarm, fault }),
  };
}
