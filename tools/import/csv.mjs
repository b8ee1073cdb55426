/** Cells of CSV (RFC 4180), row by row; a quoted cell may hold line breaks. */
export function* csvRows(text) {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  let row = [];
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw new Error(`This is not CSV: ${JSON.stringify(text.slice(from, from + 40))}`);
    const [, quoted, plain, end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',' && cell.lastIndex < text.length) continue;
    if (row.length > 1 || row[0] !== '') yield row;
    row = [];
  }
}

/** Rows as objects by the names of the first one. Empty cells are absent; what is a number is one. */
export function* csvRecords(text) {
  const rows = csvRows(text);
  const names = rows.next().value ?? [];
  for (const row of rows)
    yield Object.fromEntries(
      names.flatMap((name, i) =>
        row[i] === undefined || row[i] === '' ? [] : [[name.trim(), valueOf(row[i])]],
      ),
    );
}

const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

const valueOf = (text) => (number.test(text) ? Number(text) : text);
