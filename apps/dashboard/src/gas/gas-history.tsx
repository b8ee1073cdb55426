import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor, join } from '../format/format.js';
import { RangePicker } from '../range/range-picker.js';
import { type AlarmMetric, alarmMetricsOf, alarmSeries } from '../series/alarm-series.js';
import type { ChartedSeries } from '../series/charted-series.js';
import { SeriesChart } from '../series/series-chart.js';
import { texts } from '../texts/language.js';
import { bandsOf } from './gas-level.js';
import { gasName, type GasSensor } from './gas-sensors.js';
import { GasStatistics } from './gas-statistics.js';
import type { Detector } from './read-detector.js';
import { WholeTime } from './whole-time.js';

/** What a detector measured: a chart for each gas, and figures. */
export function GasHistory({ detector: { device, everySensor } }: { detector: Detector }) {
  const id = device.device;
  // The detector is another one at every value; what it has measured does not hang on that.
  const alarms = alarmMetricsOf(device);
  return useMemo(
    () => <Measured device={id} sensors={everySensor} alarms={alarms} />,
    [id, JSON.stringify([everySensor, alarms])],
  );
}

interface MeasuredProps {
  device: string;
  sensors: readonly GasSensor[];
  /** What the detector says beside its gases. */
  alarms: readonly AlarmMetric[];
}

function Measured({ device, sensors, alarms }: MeasuredProps) {
  const { site } = useAppState();
  const isUpToDanger = useSignal(false);
  const t = texts.value;
  return (
    <section class="gas-history" aria-labelledby="gas-history">
      <div class="section-head">
        <h2 id="gas-history">{t.history.title}</h2>
        <label class="gas-check">
          <input
            type="checkbox"
            checked={isUpToDanger.value}
            onChange={({ currentTarget }) => (isUpToDanger.value = currentTarget.checked)}
          />
          {t.gas.upToDanger}
        </label>
        <RangePicker />
        <WholeTime device={device} />
      </div>
      <div class="gas-charts">
        {[...Map.groupBy(sensors, ({ gas }) => gas)].map(([gas, own]) => (
          <GasChart key={gas} {...{ device, gas, alarms }} sensors={own} isUpToDanger={isUpToDanger.value} />
        ))}
      </div>
      <GasStatistics device={device} sensors={sensors} />
      <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
    </section>
  );
}

const colours = [1, 2, 3, 4, 5, 6, 7, 8] as const;

interface GasChartProps extends MeasuredProps {
  gas: string;
  /** Also where the values are far below it, which makes small changes hard to see. */
  isUpToDanger: boolean;
}

/** All sensors of one gas, before the bands of its danger level. */
function GasChart({ device, gas, sensors, alarms, isUpToDanger }: GasChartProps) {
  const { gas: t, locale } = texts.value;
  const name = gasName(gas, t);
  const { scale, unit = '' } = sensors.find((sensor) => sensor.scale) ?? {};
  const bands = (scale ? bandsOf(scale) : []).map(({ level, from, to }) => ({
    from,
    to,
    label: t.levels[level],
    colour: `gas-${level}`,
  }));
  const danger = scale && join({ value: formatFor(locale).measured(scale.danger), unit });
  return (
    <SeriesChart
      title={name ? `${gas} · ${name}` : gas || t.names.OTHER}
      series={[
        ...sensors.map((sensor, i) => seriesOf(device, sensor, i)),
        ...alarmSeries(device, alarms, texts.value),
      ]}
      bands={bands}
      marks={
        isUpToDanger && scale && danger
          ? [{ value: scale.danger, label: t.dangerLevel(danger), colour: 'gas-danger' }]
          : []
      }
    />
  );
}

const seriesOf = (device: string, { index, words, unit }: GasSensor, place: number): ChartedSeries => ({
  device,
  metric: 'concentrationPpm',
  index,
  label: words,
  unit,
  colour: `series-${colours[place % colours.length]!}`,
});
