import type { PumpRuntime } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame, colourOf } from '../charts/chart-frame.js';
import { formatFor } from '../format/format.js';
import type { SeriesColour } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import { hasStillCharts } from './still-charts.js';
import type { UsedPump } from './use-pump.js';

type Part = keyof PumpRuntime;

const colours: Readonly<Record<Part, SeriesColour>> = {
  compressorPct: 'series-3',
  togetherPct: 'series-2',
  heaterPct: 'series-5',
  idlePct: 'series-7',
};
const parts = Object.keys(colours) as Part[];

const labelsOf = ({ heatPump: { runtime: t } }: Texts): Record<Part, string> => ({
  compressorPct: t.compressor,
  togetherPct: t.together,
  heaterPct: t.heater,
  idlePct: t.idle,
});

/** For how much of the time what ran. */
export function RuntimeCard({ used }: { used: UsedPump }) {
  const { site } = useAppState();
  const t = texts.value;
  const { reply, isLoading, failure } = used.view.value;
  const runtime = reply?.charts.runtime;
  const format = formatFor(t.locale);
  const labels = labelsOf(t);
  const words = t.heatPump.runtime;
  const ran = (shares: PumpRuntime): string => format.percent(shares.compressorPct + shares.togetherPct);
  const share = (part: Part): string => (runtime ? format.percent(runtime[part]) : '‒');
  return (
    <ChartCard
      title={words.title}
      summary={runtime ? words.summary(ran(runtime)) : t.heatPump.empty}
      legend={parts.map((part) => ({
        label: `${labels[part]} ${share(part)}`,
        colour: colours[part],
      }))}
      isLoading={isLoading}
      isEmpty={!runtime}
      emptyText={failure && !reply ? t.heatPump.notRead : t.heatPump.empty}
      table={() => ({
        columns: [
          { label: words.state, kind: 'text' },
          { label: words.share, unit: '%', kind: 'number' },
        ],
        rows: runtime ? parts.map((part) => [labels[part], runtime[part]]) : [],
      })}
      fileName={`${words.title} ${reply?.device ?? ''}`}
      heightPx={230}
      isStill
      build={({ pumpOptions }) => {
        const { reply: now } = used.view.value;
        if (!hasStillCharts.value || !now?.charts.runtime) return undefined;
        return pumpOptions.runtimeOption(now.charts.runtime, {
          theme: chartFrame(now, site.value?.timeZone ?? 'UTC', texts.value).theme,
          labels: labelsOf(texts.value),
          colours: Object.fromEntries(parts.map((part) => [part, colourOf(colours[part])])) as Record<
            Part,
            string
          >,
          percent: (value) => format.percent(value, 1),
          middle: { number: ran(now.charts.runtime), words: texts.value.heatPump.runtime.compressor },
        });
      }}
    />
  );
}
