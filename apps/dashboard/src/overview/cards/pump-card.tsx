import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { pumpNow } from '../pump-now.js';
import { type Report, useReports } from '../reports.js';
import { numberOf, Row } from '../said.js';
import { DeviceLink } from './device-link.js';
import { DomainCard, type DomainDevices } from './domain-card.js';
import { Trend } from './trend.js';

const mostRows = 4;

const shown = [
  { metric: 'radiator_forward', unit: '°C', digits: 1 },
  { metric: 'radiator_return', unit: '°C', digits: 1 },
  { metric: 'hot_water_top', unit: '°C', digits: 1 },
  { metric: 'additional_heat_percent', unit: '%', digits: 0 },
] as const;

/** What a heat pump gives to the house; of several, what each does and takes. */
export function PumpCard({ devices, listed }: DomainDevices) {
  const reportOf = useReports();
  const t = texts.value;
  const [first] = devices;
  return (
    <DomainCard page="heat-pump" kind="heat-pump" devices={devices} more={devices.length - mostRows}>
      <dl class="rows">
        {devices.length > 1
          ? listed
              .slice(0, mostRows)
              .map((device, i) => (
                <PumpRow key={`${i} ${device.device}`} device={device} report={reportOf(device)} />
              ))
          : shown.map(({ metric, unit, digits }) => {
              const value = reportOf(first)(metric);
              const text = numberOf(value, (number) => formatFor(t.locale).number(number, digits));
              return (
                <Row
                  key={metric}
                  label={t.devices.metric[metric]}
                  value={value}
                  text={text}
                  unit={unit}
                  metric={metric}
                />
              );
            })}
      </dl>
      <Trend device={first} metric="power_consumption" name={t.metric.power} unit="W" colour="series-2" />
    </DomainCard>
  );
}

function PumpRow({ device, report }: { device: DeviceSnapshot; report: Report }) {
  const t = texts.value;
  const power = report('power_consumption');
  const format = formatFor(t.locale);
  return (
    <Row
      label={<DeviceLink device={device} />}
      value={power}
      text={numberOf(power, (value) => format.power(value).value)}
      unit={format.power(power.value ?? 0).unit}
    >
      <span class="row-note">{t.overview.work[pumpNow(report).work]}</span>
    </Row>
  );
}
