import { fetchHistory, type HistoryReply } from '../api/site-api.js';
import type { ReadPoints } from './newest-rows.js';
import type { Span } from '../range/time-span.js';
import { csvOf, rowsOf } from './rows.js';

/** The raw values of one device. */
export interface RawSource {
  device: string;
  metrics: readonly string[];
}

/** At most what one reply holds. */
export const readFrom =
  (source: RawSource): ReadPoints =>
  async (span) => {
    const { points, next } = await fetchHistory({ ...source, ...span });
    return { points, isCut: next !== undefined };
  };

const mostCsvPoints = 200_000;

export interface Csv {
  text: string;
  points: number;
  isCut: boolean;
}

/** Everything of the span, page by page, up to a limit that a browser and a spreadsheet can hold. */
export async function readCsv(
  source: RawSource,
  span: Span,
  onProgress: (points: number) => void,
): Promise<Csv> {
  const points: HistoryReply['points'] = [];
  let cursor: string | undefined;
  do {
    const reply = await fetchHistory({ ...source, ...span, cursor });
    for (const point of reply.points) points.push(point);
    onProgress(points.length);
    cursor = reply.next;
  } while (cursor !== undefined && points.length < mostCsvPoints);
  return { text: csvOf(rowsOf(points), source.metrics), points: points.length, isCut: cursor !== undefined };
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
