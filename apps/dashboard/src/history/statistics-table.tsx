import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';
import type { RawColumn } from './raw-columns.js';
import type { StatisticsView } from './use-statistics.js';
import { StatisticHeads } from './table-heads.js';

interface StatisticsTableProps {
  title: string;
  rows: readonly RawColumn[];
  view: StatisticsView;
}

const columns = ['max', 'min', 'mean'] as const;

/** Highest, lowest and mean value and their number; a dash where nothing was stored. */
export function StatisticsTable({ title, rows, view }: StatisticsTableProps) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const { statistics, failure, partial, isLoading } = view;
  return (
    <div class="panel statistics" aria-busy={isLoading}>
      <h2>{title}</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="table">
          <thead>
            <tr>
              <td />
              <StatisticHeads columns={columns} />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ metric, title: label, unit, show }) => {
              const row = statistics.find((one) => one.metric === metric && one.index === undefined);
              return (
                <tr key={metric} data-statistics={metric}>
                  <th scope="row">
                    {label(t)} <span class="th-unit">{unit}</span>
                  </th>
                  {columns.map((column) => (
                    <td key={column}>{row ? show(row[column], t, format) : '—'}</td>
                  ))}
                  <td>{row ? format.count(row.count) : '—'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {failure !== undefined && (
        <p class="hint hint-warning" role="alert">
          <Worded text={t.history.failed(failure)} />
        </p>
      )}
      {partial !== undefined && (
        <p class="hint hint-warning" role="status">
          <Worded text={t.history.partial(serverWords(partial, t))} />
        </p>
      )}
    </div>
  );
}
