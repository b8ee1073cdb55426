import { useEffect } from 'preact/hooks';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import type { SensorSeries } from './sensor-series.js';
import { Measured } from './sensor-value.js';
import type { ShownSummary } from './summary-board.js';
import { useSummaries } from './use-summaries.js';
import { StatisticHeads } from '../history/table-heads.js';
import { seriesWords } from './sensor-series.js';

const columns = ['min', 'mean', 'max'] as const;

/** What each series of a device came to over the shared range. */
export function SensorStatistics({ series }: { series: readonly SensorSeries[] }) {
  const { of, inView, failure } = useSummaries();
  useEffect(() => {
    inView.value = new Map(series.map((one) => [one.id, one]));
  }, [series]);
  const t = texts.value;
  return (
    <div class="panel statistics">
      <h2>{t.sensors.statistics}</h2>
      <div
        class="table-scroll sensor-statistics"
        tabIndex={0}
        role="region"
        aria-label={t.sensors.statistics}
      >
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.sensors.series}</th>
              <StatisticHeads columns={columns} />
            </tr>
          </thead>
          <tbody>
            {series.map((one) => (
              <StatisticsRow key={one.id} series={one} summary={of(one.id).value} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint hint-warning" role="alert">
        <Worded text={failure.value ?? ''} />
      </p>
    </div>
  );
}

function StatisticsRow({ series, summary }: { series: SensorSeries; summary: ShownSummary }) {
  const { count } = formatFor(texts.value.locale);
  return (
    <tr data-statistics={series.key}>
      <th scope="row">{seriesWords(series)}</th>
      {columns.map((column) => (
        <td key={column}>
          {summary ? <Measured {...series} isSwitch={false} value={summary[column]} /> : '–'}
        </td>
      ))}
      <td>{summary ? count(summary.count) : '–'}</td>
    </tr>
  );
}
