import type { DeviceSnapshot, DisplaySettings } from '@kilowatch/contracts';
import type { Severity } from '../gas/gas-level.js';
import { type GasSensor, gasSensorsOf, severityOf } from '../gas/gas-sensors.js';
import type { Texts } from '../texts/en.js';

/** One gas in the air, and how bad that is. */
export interface GasInAir {
  readonly device: DeviceSnapshot;
  readonly sensor: GasSensor;
  readonly value: number;
  /** Undefined: nothing says how much of it is dangerous. */
  readonly severity: Severity | undefined;
  /** % of the danger level. */
  readonly dangerPct: number | undefined;
}

/** Every gas that a detector reports, the worst first: by its band, then by how near it is to its danger level. */
export function gasesOf(
  device: DeviceSnapshot,
  names: Texts['devices']['metric'],
  display: DisplaySettings | undefined,
): GasInAir[] {
  return gasSensorsOf(device, names, display)
    .flatMap((sensor) => {
      const state = device.metrics[sensor.key];
      if (!state || state.quality === 'missing') return [];
      const { value } = state;
      const severity = severityOf(device, sensor, value, display);
      const dangerPct = sensor.scale && (value / sensor.scale.danger) * 100;
      return [{ device, sensor, value, severity, dangerPct }];
    })
    .sort(byWorst);
}

export const byWorst = (a: GasInAir, b: GasInAir): number =>
  (b.severity ?? -1) - (a.severity ?? -1) || (b.dangerPct ?? -1) - (a.dangerPct ?? -1);
