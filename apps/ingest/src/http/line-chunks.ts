const newline = 0x0a;

export interface LineChunk {
  readonly bytes: Buffer;
  /** Number of its first line in the whole, from 1. */
  readonly firstLine: number;
}

/** Cuts lines into parts of about so many bytes, none of them within a line. */
export function lineChunks(bytes: Buffer, mostBytes: number): LineChunk[] {
  const chunks: LineChunk[] = [];
  let firstLine = 1;
  for (let from = 0; from < bytes.length;) {
    const part = bytes.subarray(from, endOf(bytes, from, mostBytes));
    chunks.push({ bytes: part, firstLine });
    firstLine += linesIn(part);
    from += part.length;
  }
  return chunks;
}

/** Behind the last line that fits, else behind the first. */
function endOf(bytes: Buffer, from: number, mostBytes: number): number {
  if (bytes.length - from <= mostBytes) return bytes.length;
  const last = bytes.lastIndexOf(newline, from + mostBytes - 1);
  if (last >= from) return last + 1;
  const next = bytes.indexOf(newline, from + mostBytes);
  return next === -1 ? bytes.length : next + 1;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
