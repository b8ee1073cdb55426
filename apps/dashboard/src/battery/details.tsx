import { useMemo } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { Format } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import { inUnit, MetricTile, type MetricTileProps } from '../widgets/metric-tile.js';
import { shownMetrics } from '../widgets/metric-words.js';
import { CellVoltages } from './cell-voltages.js';

const inKilowatts = (powerW: number, format: Format) => format.power(powerW);

const energy: MetricTileProps['write'] = (energyWh, format) =>
  Math.abs(energyWh) >= 1e6
    ? { value: format.gauge(energyWh / 1e6), unit: 'MWh' }
    : { value: format.gauge(energyWh / 1e3), unit: 'kWh' };

const known: readonly Pick<MetricTileProps, 'metric' | 'unit' | 'write'>[] = [
  { metric: 'chargeLimitW', unit: 'kW', write: inKilowatts },
  { metric: 'dischargeLimitW', unit: 'kW', write: inKilowatts },
  { metric: 'sohPct', unit: '%', write: inUnit('%') },
  { metric: 'energyInWh', unit: 'kWh', write: energy },
  { metric: 'energyOutWh', unit: 'kWh', write: energy },
];

/** Shown elsewhere on the page. */
const elsewhere = new Set(['activePowerW', 'socPct', 'setpointW', 'voltageV', 'currentA', 'temperatureC']);
/** A battery with more values than this has a page in the registry. */
const mostOthers = 12;

const wordsOf = (battery: DeviceSnapshot | undefined, t: Texts) =>
  new Map((battery ? shownMetrics(battery, t.devices.metric) : []).map((shown) => [shown.key, shown]));

/** What some batteries report: limits, health, energy, their cells, and whatever else; nothing of one that does not. */
export function Details({ battery }: { battery: DeviceSnapshot | undefined }) {
  const t = texts.value;
  const keys = Object.keys(battery?.metrics ?? {}).join('\n'); // the values change every second, what is measured hardly ever
  const words = useMemo(() => wordsOf(battery, t), [battery?.device, keys, t]);
  if (!battery) return null;
  const reported = known.filter(({ metric }) => words.has(metric));
  const isOther = (key: string): boolean =>
    !elsewhere.has(key) && !key.startsWith('cellVoltageV') && !known.some(({ metric }) => metric === key);
  const others = [...words.values()].filter(({ key }) => isOther(key)).slice(0, mostOthers);
  const hasCells = [...words.keys()].some((key) => key.startsWith('cellVoltageV'));
  if (reported.length + others.length === 0 && !hasCells) return null;
  return (
    <section class="details" aria-labelledby="details-title">
      <h2 id="details-title">{t.battery.details}</h2>
      <div class="detail-tiles">
        {reported.map((one) => (
          <MetricTile key={one.metric} device={battery} {...one} label={words.get(one.metric)!.words} />
        ))}
        {hasCells && <CellVoltages battery={battery} />}
        {others.map(({ key, words: label, unit }) => (
          <MetricTile
            key={key}
            device={battery}
            metric={key}
            label={label}
            unit={unit}
            write={(value, format) => ({ value: format.measured(value), unit })}
          />
        ))}
      </div>
    </section>
  );
}
