import type { Statistics } from '../api/site-api.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';

const metrics = ['charge', 'discharge'] as const;
const columns = ['max', 'min', 'mean'] as const;

/** Highest, lowest and mean commanded power; stored in kW. */
export function StatisticsTable({ statistics }: { statistics: Statistics }) {
  const t = texts.value;
  const format = formatFor(t.locale);
  return (
    <table class="table statistics">
      <caption>{t.statistics.title}</caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {t.statistics[column]}
            </th>
          ))}
          <th scope="col">{t.statistics.count}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => {
          const row = statistics.find((one) => one.metric === metric);
          return (
            <tr key={metric} data-statistics={metric}>
              <th scope="row">{t.command[metric]}</th>
              {columns.map((column) => (
                <td key={column}>{row ? format.powerText(row[column] * 1_000) : '—'}</td>
              ))}
              <td>{row ? format.count(row.count) : '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
