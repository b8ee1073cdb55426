import type { OriginalMessage, PointColumns, Reading } from '@kilowatch/contracts';
import type { HistoryBatch } from '@kilowatch/history-store';
import { readingsOf } from './point-columns.js';

/** A batch with the text that it came as, so that it need not be encoded a second time. */
export interface JournaledBatch extends HistoryBatch {
  readonly text?: BatchText;
}

export type BatchText =
  /** JSON with the `readings` and `messages` of the batch; what else is in it is not looked at. */
  | { readonly form: 'batch'; readonly json: string }
  /** JSON of the columns of an import: a sixth of the size. */
  | { readonly form: 'columns'; readonly json: string; readonly receivedAtMs: number };

/** The first line of a record; the rest is the text. */
type Head = Omit<HistoryBatch, 'readings' | 'messages'> & { readonly columnsReceivedAtMs?: number };

interface BatchBody {
  readonly readings: readonly Reading[];
  readonly messages: readonly OriginalMessage[];
}

const lineEnd = 0x0a;

/** What the journal keeps of a batch. */
export function encodeRecord({ text, readings, messages, ...batch }: JournaledBatch): Buffer {
  const head: Head = text?.form === 'columns' ? { ...batch, columnsReceivedAtMs: text.receivedAtMs } : batch;
  return Buffer.from(`${JSON.stringify(head)}\n${text?.json ?? JSON.stringify({ readings, messages })}`);
}

export interface DecodedRecord {
  readonly batch: HistoryBatch;
  /** Of an import. */
  readonly isBulk: boolean;
}

export const isBulk = ({ text }: JournaledBatch): boolean => text?.form === 'columns';

/** The batch of a record. Throws for a record that is none of ours; its checksum has been verified by the journal. */
export function decodeRecord(record: Buffer): DecodedRecord {
  const end = record.indexOf(lineEnd);
  const { columnsReceivedAtMs, ...batch } = JSON.parse(record.toString('utf8', 0, end)) as Head;
  const body = JSON.parse(record.toString('utf8', end + 1)) as unknown;
  if (columnsReceivedAtMs !== undefined) {
    const readings = readingsOf(body as PointColumns, columnsReceivedAtMs);
    return { batch: { ...batch, readings, messages: [] }, isBulk: true };
  }
  const { readings, messages } = body as BatchBody;
  return { batch: { ...batch, readings, messages }, isBulk: false };
}
