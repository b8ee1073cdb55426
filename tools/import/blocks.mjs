const mostRows = 500;
const mostCharacters = 256 * 1024; // of up to three bytes each, below the limit of a body

/** Groups rows into what is posted at once: lines of NDJSON, each with the number of its row. */
export function* blocksOf(rows) {
  let block = { rows: [], lines: [] };
  let characters = 0;
  for (const { row, original } of rows) {
    const line = JSON.stringify(original);
    if (
      block.lines.length === mostRows ||
      (characters + line.length > mostCharacters && block.lines.length > 0)
    ) {
      yield block;
      block = { rows: [], lines: [] };
      characters = 0;
    }
    block.rows.push(row);
    block.lines.push(line);
    characters += line.length + 1;
  }
  if (block.lines.length > 0) yield block;
}
