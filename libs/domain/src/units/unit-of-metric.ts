import {
  batteryMetrics,
  cellMetrics,
  type DeviceKind,
  gasMetrics,
  legacyBatteryMetrics,
} from '@kilowatch/contracts';
import { heatPumpUnits } from './heat-pump-units.js';

const ofKind: Readonly<Partial<Record<DeviceKind, ReadonlyMap<string, string>>>> = {
  battery: new Map(Object.entries({ ...batteryMetrics, ...legacyBatteryMetrics })),
  cell: new Map(Object.entries(cellMetrics)),
  gas: new Map(Object.entries(gasMetrics)),
  'heat-pump': heatPumpUnits,
};

// Names that end in their unit, as we choose them. A single letter is a unit only behind the word for what it measures:
// the "roomA" of somebody's sensor is no current.
const namedUnits: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/[pP]ower.*Va$/, 'VA'],
  [/[pP]ower.*Var$/, 'var'],
  [/[pP]ower.*W$/, 'W'],
  [/[pP]ower.*Kw$/, 'kW'],
  [/[lL]imitW$|[sS]etpointW$/, 'W'],
  [/[vV]oltage.*V$/, 'V'],
  [/[cC]urrent.*A$/, 'A'],
  [/(?:[tT]emperature|[dD]ewPoint).*C$/, '°C'],
  [/[a-z0-9]Kwh$/, 'kWh'],
  [/[a-z0-9]Wh$/, 'Wh'],
  [/[a-z0-9]Ah$/, 'Ah'],
  [/[a-z0-9]Pct$/, '%'],
  [/[a-z0-9]Ppm$/, 'ppm'],
  [/[a-z0-9]Hpa$/, 'hPa'],
  [/[a-z0-9]Lux$/, 'lx'],
  [/[a-z0-9]Dbm$/, 'dBm'],
  [/[fF]requency.*Hz$/, 'Hz'],
  [/[a-z0-9]UgM3$/, 'µg/m³'],
  [/[pP]owerFactor/, ''],
];

const mostRemembered = 4_096;
const remembered = new Map<string, string | undefined>();

/** The unit a metric is stored in; undefined where only its device knows it. */
export function unitOfMetric(kind: DeviceKind, metric: string): string | undefined {
  const known = ofKind[kind]?.get(metric);
  return known ?? unitInName(metric);
}

/** Is asked for every reading: what was found is remembered, within bounds. */
function unitInName(metric: string): string | undefined {
  const before = remembered.get(metric);
  if (before !== undefined || remembered.has(metric)) return before;
  const unit = namedUnits.find(([ending]) => ending.test(metric))?.[1];
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(metric, unit);
  return unit;
}
