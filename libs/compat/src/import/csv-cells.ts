/** The cells of one line of CSV (RFC 4180); undefined when a quote is not closed, or stands within a cell. */
export function cellsOf(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  for (let at = 0; ;) {
    const end = line[at] === '"' ? endOfQuoted(line, at) : endOfPlain(line, at);
    if (end === -1) return undefined;
    const text = line.slice(at, end);
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end === line.length) return cells;
    at = end + 1;
  }
}

const endOfPlain = (line: string, from: number): number => {
  const comma = line.indexOf(',', from);
  const end = comma === -1 ? line.length : comma;
  return line.slice(from, end).includes('"') ? -1 : end;
};

const endOfQuoted = (line: string, from: number): number => {
  for (let at = line.indexOf('"', from + 1); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] === '"') continue;
    return at + 1 === line.length || line[at + 1] === ',' ? at + 1 : -1;
  }
  return -1;
};

/** A text as a cell of CSV. */
export const cellOf = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
