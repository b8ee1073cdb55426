/** What a chart shows as a table: for those who cannot see it, and as a file. */
export interface TableData {
  readonly columns: readonly TableColumn[];
  /** One cell per column. A time is in epoch ms. */
  readonly rows: readonly (readonly TableCell[])[];
}

export interface TableColumn {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly kind: 'time' | 'number' | 'text';
}

export type TableCell = number | string | null | undefined;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A spreadsheet would take a text that begins so for a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

/** A text in a cell of a CSV file, whatever it holds. */
export const csvText = (text: string): string => quoted(harmless(text));

const cellText = (cell: TableCell, kind: TableColumn['kind']): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return csvText(cell);
  return kind === 'time' ? new Date(cell).toISOString() : String(cell);
};

/** The table as CSV (RFC 4180): times in UTC, numbers with a point, units in the head. */
export function csvOfTable({ columns, rows }: TableData): string {
  const head = columns.map(({ label, unit }) => csvText(unit ? `${label} (${unit})` : label));
  const lines = rows.map((row) => row.map((cell, i) => cellText(cell, columns[i]!.kind)).join(','));
  return [head.join(','), ...lines, ''].join('\r\n');
}
