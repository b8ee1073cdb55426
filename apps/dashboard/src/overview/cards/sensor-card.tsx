import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { labelOf } from '../../widgets/devices-of.js';
import { type ShownMetric, shownMetrics } from '../../widgets/metric-words.js';
import { useReports } from '../reports.js';
import { numberOf, Row } from '../said.js';
import { DeviceLink } from './device-link.js';
import { DomainCard, type DomainDevices } from './domain-card.js';
import { Trend } from './trend.js';

const mostRows = 4;

/** The first sensors with their first value, and how many more there are. */
export function SensorCard({ devices, listed }: DomainDevices) {
  const t = texts.value;
  const [first] = devices;
  const metric = first && mainMetric(first);
  return (
    <DomainCard page="sensors" kind="sensor" devices={devices} more={devices.length - mostRows}>
      <dl class="rows">
        {Array.from({ length: mostRows }, (_, i) => (
          <SensorRow key={`${i} ${listed[i]?.device}`} device={listed[i]} />
        ))}
      </dl>
      <Trend
        device={metric && first}
        metric={metric?.key.split('/', 1)[0] ?? ''}
        index={metric?.key.includes('/') ? metric.key.slice(metric.key.indexOf('/') + 1) : undefined}
        name={first ? (first.location ?? labelOf(first)) : t.pages.sensors}
        unit={metric?.unit ?? ''}
      />
    </DomainCard>
  );
}

const mainMetric = (device: DeviceSnapshot): ShownMetric | undefined =>
  shownMetrics(device, texts.value.devices.metric)[0];

function SensorRow({ device }: { device: DeviceSnapshot | undefined }) {
  const reportOf = useReports();
  const metric = device && mainMetric(device);
  if (!metric) return <div class="row" />;
  const value = reportOf(device)(metric.key);
  return (
    <Row
      label={<DeviceLink device={device} words={`${device.location ?? labelOf(device)} · ${metric.words}`} />}
      value={value}
      text={numberOf(value, formatFor(texts.value.locale).measured)}
      unit={metric.unit}
    />
  );
}
