import { cellOf } from '@kilowatch/compat';
import type { Aggregate, RangePoint, SeriesName, WindowColumns } from '@kilowatch/contracts';

export const rawHeading = 'time,device,metric,index,value,quality\r\n';

export const windowsHeading = (aggregates: readonly Aggregate[]): string =>
  `time,device,metric,index,${aggregates.join(',')}\r\n`;

const timeText = (atMs: number): string => new Date(atMs).toISOString();

const nameText = ({ device, metric, index = '' }: SeriesName): string =>
  [device, metric, index].map(cellOf).join(',');

/** Points of one device as rows; names are put together once for each series of the page. */
export function rawRows(device: string, points: readonly RangePoint[]): string {
  const names = new Map<string, string>();
  let text = '';
  for (const { metric, index, atMs, value, quality } of points) {
    const key = index === undefined ? metric : `${metric}\0${index}`;
    let name = names.get(key);
    if (name === undefined)
      names.set(key, (name = nameText({ device, metric, ...(index !== undefined && { index }) })));
    text += `${timeText(atMs)},${name},${value},${quality ?? ''}\r\n`;
  }
  return text;
}

/** Windows of one series as rows; what has no value is an empty cell. */
export function windowRows(columns: WindowColumns, aggregates: readonly Aggregate[]): string {
  const name = nameText(columns);
  const numbers = aggregates.map((aggregate) => columns[aggregate] ?? []);
  return columns.atMs
    .map((atMs, i) => `${timeText(atMs)},${name},${numbers.map((column) => column[i] ?? '').join(',')}\r\n`)
    .join('');
}
