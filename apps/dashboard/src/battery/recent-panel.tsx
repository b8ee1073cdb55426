import { type ReadonlySignal } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { columnsOf } from '../history/raw-columns.js';
import { texts } from '../texts/language.js';
import type { Report } from './recent-reports.js';
import { useRecent } from './use-recent.js';
import { RawHead } from '../history/table-heads.js';

const columns = columnsOf('measured');
const metrics = columns.map(({ metric }) => metric);
/** Rows that are shown at most: more than that nobody reads in half a minute. */
const mostRows = 60;

/** What the battery said in the last 30 seconds, as it said it. */
export function RecentPanel({ device }: { device: ReadonlySignal<string | undefined> }) {
  const { live } = useAppState();
  const reports = useRecent(device, metrics).value;
  const t = texts.value;
  const format = formatFor(t.locale);
  return (
    <div class="panel recent">
      <div class="panel-head">
        <h2 id="recent-title">{t.battery.recent}</h2>
        <span class="hint">
          {live.status.value === 'offline'
            ? t.battery.recentHeld
            : t.battery.reports(format.count(reports.length))}
        </span>
      </div>
      <div class="table-scroll recent-scroll" tabIndex={0} role="region" aria-labelledby="recent-title">
        <table class="table raw-table">
          <RawHead columns={columns} />
          <tbody>
            {reports.slice(0, mostRows).map((report) => (
              <ReportRow key={report.atMs} report={report} />
            ))}
          </tbody>
        </table>
        {reports.length === 0 && <p class="hint table-empty">{t.battery.recentEmpty}</p>}
      </div>
    </div>
  );
}

function ReportRow({ report: { atMs, values } }: { report: Report }) {
  const { site } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  return (
    <tr>
      <th scope="row">
        <time dateTime={new Date(atMs).toISOString()}>{format.time(atMs, timeZoneOf(site.value))}</time>
      </th>
      {columns.map(({ metric, show }) => {
        const value = values.get(metric);
        return <td key={metric}>{value === undefined ? '' : show(value, t, format)}</td>;
      })}
    </tr>
  );
}
