import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../../app-state.js';
import { formatFor } from '../../format/format.js';
import { gasLevels } from '../../gas/gas-level.js';
import { texts } from '../../texts/language.js';
import { labelOf } from '../../widgets/devices-of.js';
import { useReports } from '../reports.js';
import { noNumber, Row } from '../said.js';
import { type GasInAir, gasesOf } from '../worst-gas.js';
import { DeviceLink } from './device-link.js';
import { DomainCard, type DomainDevices } from './domain-card.js';
import { Trend } from './trend.js';

const mostRows = 4;

/** The gases that one detector reports; of several detectors, the worst gas of each. */
export function GasCard({ devices, listed }: DomainDevices) {
  const { site } = useAppState();
  const t = texts.value;
  const display = site.value?.display;
  const [first] = devices;
  const gasesIn = (device: DeviceSnapshot): GasInAir[] => gasesOf(device, t.devices.metric, display);
  const firstGases = first ? gasesIn(first) : [];
  const rows = devices.length > 1 ? listed.flatMap((device) => gasesIn(device)[0] ?? []) : firstGases;
  const trend = trendOf(firstGases);
  return (
    <DomainCard page="gas" kind="gas" devices={devices} more={rows.length - mostRows}>
      <dl class="rows">
        {places(rows).map((gas, i) => (
          <GasRow key={i} gas={gas} hasName={devices.length > 1} />
        ))}
      </dl>
      <Trend
        device={first}
        metric="concentrationPpm"
        index={trend?.sensor.index}
        name={trend?.sensor.words ?? ''}
        unit={trend?.sensor.unit ?? 'ppm'}
        colour="series-5"
      />
    </DomainCard>
  );
}

/** As many rows before the first word of the detector as after it. */
const places = (rows: readonly GasInAir[]): (GasInAir | undefined)[] =>
  Array.from({ length: mostRows }, (_, i) => rows[i]);

/** Not the worst one: a trend that jumps from one gas to another is none. */
const trendOf = (gases: readonly GasInAir[]): GasInAir | undefined =>
  gases.find(({ sensor }) => sensor.gas === 'CO') ??
  gases.toSorted((a, b) => a.sensor.key.localeCompare(b.sensor.key))[0];

function GasRow({ gas, hasName }: { gas: GasInAir | undefined; hasName: boolean }) {
  const reportOf = useReports();
  const t = texts.value;
  if (!gas) return <div class="row" />;
  const { device, sensor, value, severity } = gas;
  const level = severity === undefined ? undefined : gasLevels[severity];
  return (
    <Row
      label={
        hasName ? <DeviceLink device={device} words={`${labelOf(device)} · ${sensor.words}`} /> : sensor.words
      }
      value={reportOf(device)(sensor.key)}
      text={Number.isFinite(value) ? formatFor(t.locale).measured(value) : noNumber}
      unit={sensor.unit}
      metric={sensor.key}
    >
      {level && <span class={`gas-word gas-${level}`}>{t.gas.levels[level]}</span>}
    </Row>
  );
}
