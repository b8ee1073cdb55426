import type { Cell, Table } from './flux-engine.js';

const nsPerS = 1_000_000_000n;

function rfc3339(at: bigint): string {
  const seconds = new Date(Number(at / nsPerS) * 1_000).toISOString().slice(0, 19);
  const decimals = (at % nsPerS).toString().padStart(9, '0').replace(/0+$/, '');
  return `${seconds}${decimals && `.${decimals}`}Z`;
}

/** As InfluxDB's encoder does: a line feed in a value becomes CR LF, and a carriage return is lost. */
const quoted = (value: string): string =>
  /[",\r\n]|^ /.test(value)
    ? `"${value.replace(/"/g, '""').replace(/\r/g, '').replace(/\n/g, '\r\n')}"`
    : value;

const textOf = (cell: Cell): string => ('at' in cell ? rfc3339(cell.at) : quoted(cell.text));

/** Tables as annotated CSV (https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/), each with a header of its own. */
export function annotatedCsv(tables: readonly Table[]): string {
  const lines = tables.flatMap(({ result, rows }, i) => {
    const columns = [...(rows[0]?.keys() ?? [])];
    const types = columns.map((column) => rows[0]?.get(column)?.type ?? 'string');
    return [
      ['#datatype', 'string', 'long', ...types],
      ['#group', 'false', 'false', ...columns.map(() => 'false')],
      ['#default', quoted(result), '', ...columns.map(() => '')],
      ['', 'result', 'table', ...columns],
      ...rows.map((row) => ['', '', String(i), ...columns.map((column) => textOf(row.get(column) as Cell))]),
      [],
    ].map((cells) => cells.join(','));
  });
  return [...lines, ''].join('\r\n');
}
