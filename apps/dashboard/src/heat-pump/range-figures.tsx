import type { ReadonlySignal } from '@preact/signals';
import type { PumpFigures } from '@kilowatch/contracts';
import { formatFor, join } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import type { PumpView } from './use-pump.js';

/** What the range adds up to. */
export function RangeFigures({ view }: { view: ReadonlySignal<PumpView> }) {
  const { reply } = view.value;
  const t = texts.value;
  const figures = reply ? figuresOf(reply.figures, t) : figuresOf(undefined, t);
  const isCounted = !reply?.figures.compressor || reply.figures.compressor.starts !== null;
  return (
    <section class="panel pump-figures" aria-label={t.heatPump.range.title} aria-busy={!reply}>
      <h2>{t.heatPump.range.title}</h2>
      <dl>
        {figures.map(({ name, label, words, more }) => (
          <div key={name}>
            <dt class="label">{label}</dt>
            <dd class="pump-figure" data-figure={name}>
              {words ?? '‒'}
              {more && <span class="age">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {!isCounted && <p class="hint">{t.heatPump.range.longWindows}</p>}
    </section>
  );
}

interface Figure {
  readonly name: string;
  readonly label: string;
  readonly words: string | undefined;
  readonly more?: string | undefined;
}

const noBreakSpace = '\u00a0';

function figuresOf(figures: PumpFigures | undefined, { heatPump: t, locale }: Texts): Figure[] {
  const format = formatFor(locale);
  const { energy, compressor, heater, hotWater } = figures ?? {};
  const kwh = (value: number): string => format.gauge(value) + noBreakSpace + 'kWh';
  const watts = (value: number): string => join(format.power(value));
  const ran = (running: PumpFigures['compressor'] | undefined) => ({
    words: running ? t.ranFor(format.number(running.hours, 1)) : undefined,
    more: typeof running?.starts === 'number' ? t.starts(format.count(running.starts)) : undefined,
  });
  const perCycle = hotWater && hotWater.cycles > 0 ? hotWater : undefined;
  const hasMean = energy && (energy.totalKwh > 0 || energy.peakW === 0); // a single value has no mean over time
  return [
    { name: 'energy', label: t.range.energy, words: energy ? kwh(energy.totalKwh) : undefined },
    { name: 'average', label: t.range.averagePower, words: hasMean ? watts(energy.averageW) : undefined },
    { name: 'peak', label: t.range.peakPower, words: energy ? watts(energy.peakW) : undefined },
    { name: 'compressor', label: t.range.compressor, ...ran(compressor) },
    { name: 'heater', label: t.range.heater, ...ran(heater) },
    {
      name: 'hot-water',
      label: t.range.waterCycles,
      words: hotWater ? t.range.times(format.count(hotWater.cycles)) : undefined,
      more: perCycle && t.range.minutes(format.number(perCycle.averageMinutes, 0)),
    },
  ];
}
