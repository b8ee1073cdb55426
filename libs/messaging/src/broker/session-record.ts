import { formatPosition, type JournalPosition, parsePosition } from '@kilowatch/journal';

/** A message that sessions have not acknowledged yet. */
export interface KeptMessage {
  readonly sessions: readonly string[];
  readonly topic: string;
  readonly payload: Buffer;
}

/** Of each session: everything before this position is acknowledged. */
export type Progress = ReadonlyMap<string, JournalPosition>;

/** One of the two, or neither when it makes no sense. */
export interface SessionRecord {
  readonly message?: KeptMessage;
  readonly progress?: Progress;
}

const headEnd = '\n'.charCodeAt(0);

/** A line of JSON that says for whom and where, then the payload as it is. */
export function encodeMessage({ sessions, topic, payload }: KeptMessage): Buffer {
  const head = Buffer.from(`${JSON.stringify({ sessions, topic })}\n`);
  return Buffer.concat([head, payload]);
}

export function encodeProgress(progress: Progress): Buffer {
  const acknowledged: Record<string, string> = {};
  for (const [session, position] of progress) acknowledged[session] = formatPosition(position);
  return Buffer.from(`${JSON.stringify({ acknowledged })}\n`);
}

interface Head {
  readonly sessions?: readonly string[];
  readonly topic?: string;
  readonly acknowledged?: Readonly<Record<string, string>>;
}

/** What was encoded. That it is whole, the journal has seen to. */
export function decodeRecord(record: Buffer): SessionRecord {
  const end = record.indexOf(headEnd);
  const { sessions, topic, acknowledged } = headOf(record.subarray(0, Math.max(0, end)));
  if (acknowledged) return { progress: progressOf(acknowledged) };
  if (!sessions || topic === undefined) return {};
  // a copy: a view would keep the whole piece of the journal that was read
  return { message: { sessions, topic, payload: Buffer.from(record.subarray(end + 1)) } };
}

const headOf = (line: Buffer): Head => {
  try {
    return JSON.parse(line.toString()) as Head;
  } catch {
    return {};
  }
};

const progressOf = (acknowledged: Readonly<Record<string, string>>): Progress =>
  new Map(
    Object.entries(acknowledged).flatMap(([session, text]) => {
      const position = parsePosition(text);
      return position ? [[session, position] as const] : [];
    }),
  );
