import type { WholeRefusal } from '../api/system-api.js';

/** What was sent, as people can read it. */
export interface PayloadText {
  readonly text: string;
  readonly isBinary: boolean;
  /** There was more than was kept. */
  readonly isCut: boolean;
}

const bytesPerLine = 16;
/** Of bytes that are no text. */
const mostBytes = 4_096;

/** JSON in lines, other text as it is, bytes in rows of 16. */
export function payloadText({ payload, preview, bytes }: WholeRefusal): PayloadText {
  if (!payload) return { text: preview, isBinary: false, isCut: bytes > preview.length };
  if (payload.encoding === 'base64') {
    const data = Uint8Array.from(atob(payload.data), (character) => character.charCodeAt(0));
    return { text: hexRows(data.subarray(0, mostBytes)), isBinary: true, isCut: data.length > mostBytes };
  }
  return { text: indented(payload.data), isBinary: false, isCut: false };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function hexRows(data: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < data.length; at += bytesPerLine) {
    const row = [...data.subarray(at, at + bytesPerLine)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = row
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('');
    rows.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesPerLine * 3 - 1)}  ${letters}`);
  }
  return rows.join('\n');
}
