import { texts } from '../texts/language.js';
import type { RawColumn } from './raw-columns.js';

/** The head of a table of values over time. */
export function RawHead({ columns }: { columns: readonly RawColumn[] }) {
  const t = texts.value;
  return (
    <thead>
      <tr>
        <th scope="col">{t.table.time}</th>
        {columns.map(({ metric, title, unit }) => (
          <th key={metric} scope="col">
            {title(t)} <span class="th-unit">{unit}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The heads of these figures, and of how many values they are made of. */
export function StatisticHeads({ columns }: { columns: readonly ('max' | 'min' | 'mean')[] }) {
  const t = texts.value.statistics;
  return (
    <>
      {columns.map((column) => (
        <th key={column} scope="col">
          {t[column]}
        </th>
      ))}
      <th scope="col">{t.count}</th>
    </>
  );
}
