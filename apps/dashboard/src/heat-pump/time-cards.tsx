import type { HeatPumpTemperature } from '@kilowatch/contracts';
import { colourOf } from '../charts/chart-frame.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { type PumpCardProps, PumpTimeCard } from './pump-time-card.js';

export function CopCard(props: PumpCardProps) {
  const t = texts.value;
  const { cop: words } = t.heatPump;
  const { mean, method = 'estimated' } = props.used.view.value.reply?.charts.cop ?? {};
  const copText = (value: number | null | undefined): string =>
    typeof value === 'number' ? formatFor(texts.value.locale).number(value, 2) : '‒';
  return (
    <PumpTimeCard
      {...props}
      title={words.title(t.heatPump.copMethods[method])}
      summary={words.summary(copText(mean))}
      emptyText={words.none}
      heightPx={260}
      names={['cop']}
      lines={({ cop }) => [['cop', cop]]}
      draw={({ copOption }, charts, frame) =>
        copOption(
          charts,
          { label: words.mean(copText(charts.cop.mean)), colour: colourOf('series-2') },
          frame,
        )
      }
    />
  );
}

const temperatureNames: readonly HeatPumpTemperature[] = [
  ...(['outdoor_temp', 'indoor_temp', 'radiator_forward', 'radiator_return'] as const),
  ...(['hot_water_top', 'brine_in_evaporator', 'brine_out_condenser'] as const),
];

export const TemperaturesCard = (props: PumpCardProps) => (
  <PumpTimeCard
    {...props}
    title={texts.value.heatPump.temperatures.title}
    summary={texts.value.heatPump.temperatures.summary}
    heightPx={320}
    isChoosable
    names={temperatureNames}
    lines={({ temperatures }) =>
      (Object.keys(temperatures) as HeatPumpTemperature[]).map((name) => [name, temperatures[name]] as const)
    }
    draw={({ temperaturesOption }, ...parts) => temperaturesOption(...parts)}
  />
);

export const PerformanceCard = (props: PumpCardProps) => (
  <PumpTimeCard
    {...props}
    title={texts.value.heatPump.performance.title}
    summary={texts.value.heatPump.performance.summary}
    heightPx={260}
    names={['radiatorDeltaK', 'brineDeltaK', 'compressor']}
    lines={({ performance, compressor }) => [
      ['radiatorDeltaK', performance.radiatorDeltaK],
      ['brineDeltaK', performance.brineDeltaK],
      ['compressor', compressor],
    ]}
    draw={({ performanceOption }, charts, frame) => performanceOption(charts, frame)}
  />
);

export const PowerCard = (props: PumpCardProps) => (
  <PumpTimeCard
    {...props}
    title={texts.value.heatPump.power.title}
    summary={texts.value.heatPump.power.summary}
    heightPx={260}
    names={['powerW', 'heaterPct', 'compressor']}
    lines={({ power, compressor }) => [
      ['powerW', power.powerW],
      ['heaterPct', power.heaterPct],
      ['compressor', compressor],
    ]}
    draw={({ powerOption }, charts, frame) => powerOption(charts, frame)}
  />
);

export const ValveCard = (props: PumpCardProps) => (
  <PumpTimeCard
    {...props}
    title={texts.value.heatPump.valve.title}
    summary={texts.value.heatPump.valve.summary}
    heightPx={260}
    names={['hot_water_top', 'valve', 'compressor']}
    lines={({ temperatures, valve, compressor }) => [
      ['hot_water_top', temperatures.hot_water_top],
      ['valve', valve],
      ['compressor', compressor],
    ]}
    draw={({ valveOption }, charts, frame) => valveOption(charts, frame)}
  />
);
