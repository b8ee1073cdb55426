import type { ComponentChildren } from 'preact';
import type { CellMetric } from '@kilowatch/contracts';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { type Report, useReports } from '../reports.js';
import { numberOf, Row } from '../said.js';
import { DeviceLink } from './device-link.js';
import { DomainCard, type DomainDevices } from './domain-card.js';
import { Trend } from './trend.js';

const mostRows = 4;

const shown: readonly { metric: CellMetric; unit: string; digits: number }[] = [
  { metric: 'voltageV', unit: 'V', digits: 2 },
  { metric: 'currentA', unit: 'A', digits: 3 },
  { metric: 'temperatureC', unit: '°C', digits: 1 },
  { metric: 'wifiRssiDbm', unit: 'dBm', digits: 0 },
];

/** What an ESP32 measures at its cell; of several, the voltage of each. */
export function CellCard({ devices, listed }: DomainDevices) {
  const reportOf = useReports();
  const t = texts.value;
  const [first] = devices;
  return (
    <DomainCard page="cell" kind="cell" devices={devices} more={devices.length - mostRows}>
      <dl class="rows">
        {devices.length > 1
          ? listed
              .slice(0, mostRows)
              .map((device, i) => (
                <CellRow
                  key={`${i} ${device.device}`}
                  name={<DeviceLink device={device} />}
                  report={reportOf(device)}
                  {...shown[0]!}
                />
              ))
          : shown.map((one) => (
              <CellRow
                key={one.metric}
                name={t.devices.metric[one.metric]}
                report={reportOf(first)}
                {...one}
              />
            ))}
      </dl>
      <Trend device={first} metric="voltageV" name={t.metric.voltage} unit="V" colour="series-6" />
    </DomainCard>
  );
}

interface CellRowProps {
  name: ComponentChildren;
  report: Report;
  metric: CellMetric;
  unit: string;
  digits: number;
}

const CellRow = ({ name, report, metric, unit, digits }: CellRowProps) => {
  const value = report(metric);
  const text = numberOf(value, (number) => formatFor(texts.value.locale).number(number, digits));
  return <Row label={name} value={value} text={text} unit={unit} metric={metric} />;
};
