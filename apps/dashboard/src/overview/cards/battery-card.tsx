import type { BatteryMetric, DeviceSnapshot } from '@kilowatch/contracts';
import { directionOf } from '../../battery/direction.js';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { type Report, useReports } from '../reports.js';
import { noNumber, numberOf, Row } from '../said.js';
import { DeviceLink } from './device-link.js';
import { DomainCard, type DomainDevices } from './domain-card.js';
import { Trend } from './trend.js';

const mostRows = 4;

/** What one battery is told and how it is; of several, how full each is and what it does. */
export function BatteryCard({ devices, listed }: DomainDevices) {
  const reportOf = useReports();
  const t = texts.value;
  const [first] = devices;
  return (
    <DomainCard page="battery" kind="battery" devices={devices} more={devices.length - mostRows}>
      <dl class="rows">
        {devices.length > 1 ? (
          listed
            .slice(0, mostRows)
            .map((device, i) => (
              <BatteryRow key={`${i} ${device.device}`} device={device} report={reportOf(device)} />
            ))
        ) : (
          <OneBattery report={reportOf(first)} />
        )}
      </dl>
      <Trend device={first} metric="activePowerW" name={t.metric.power} unit="W" colour="series-3" />
    </DomainCard>
  );
}

function OneBattery({ report }: { report: Report }) {
  const t = texts.value;
  return (
    <>
      <SetpointRow report={report} />
      <MeasuredRow report={report} metric="voltageV" name={t.metric.voltage} unit="V" />
      <MeasuredRow report={report} metric="currentA" name={t.metric.current} unit="A" isMagnitude />
      <MeasuredRow report={report} metric="temperatureC" name={t.metric.temperature} unit="°C" />
    </>
  );
}

function SetpointRow({ report }: { report: Report }) {
  const t = texts.value;
  const value = report('setpointW');
  const quantity = value.value === undefined ? undefined : formatFor(t.locale).power(value.value);
  const direction = value.value === undefined ? 'idle' : directionOf(value.value);
  return (
    <Row
      label={t.metric.setpoint}
      value={value}
      text={quantity?.value ?? noNumber}
      unit={quantity?.unit ?? 'kW'}
      metric="setpointW"
    >
      {direction !== 'idle' && (
        <span class={`direction-word direction-${direction}`}>{t.inDirection[direction]}</span>
      )}
    </Row>
  );
}

interface MeasuredRowProps {
  report: Report;
  metric: BatteryMetric;
  name: string;
  unit: string;
  /** Its direction is said elsewhere. */
  isMagnitude?: boolean;
}

const MeasuredRow = ({ report, metric, name, unit, isMagnitude = false }: MeasuredRowProps) => {
  const value = report(metric);
  const { gauge } = formatFor(texts.value.locale);
  const text = numberOf(value, (number) => gauge(isMagnitude ? Math.abs(number) : number));
  return <Row label={name} value={value} text={text} unit={unit} metric={metric} />;
};

function BatteryRow({ device, report }: { device: DeviceSnapshot; report: Report }) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const [power, soc] = [report('activePowerW'), report('socPct')];
  const direction = power.value === undefined ? 'idle' : directionOf(power.value);
  const quantity = power.value === undefined ? undefined : format.power(power.value);
  return (
    <Row
      label={<DeviceLink device={device} />}
      value={power}
      text={quantity?.value ?? noNumber}
      unit={quantity?.unit ?? 'kW'}
    >
      <span class="row-words">{numberOf(soc, (value) => format.percent(value))}</span>
      <span class={`direction-word direction-${direction}`} title={t.direction[direction]}>
        <span aria-hidden="true">{arrows[direction]}</span>
        <span class="visually-hidden">{t.inDirection[direction]}</span>
      </span>
    </Row>
  );
}

const arrows = { charging: '▼', discharging: '▲', idle: '▬' } as const;
