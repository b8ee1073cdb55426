import type { OriginalMessage } from '@kilowatch/contracts';
import { compareText } from './aggregate.js';
import { type CursorPosition, decodeCursor, encodeCursor } from './cursor.js';
import type { MessagesPage, NewestMessagesAsked } from './history-store.js';

/** A page goes on at this receipt, of which so many messages were given. */
export interface NewestPosition extends Pick<OriginalMessage, 'receivedAtMs' | 'arrival'> {
  readonly given: number;
}

type Receipt = Pick<OriginalMessage, 'receivedAtMs' | 'arrival'>;

const compareReceipts = (a: Receipt, b: Receipt): number =>
  a.receivedAtMs - b.receivedAtMs || a.arrival - b.arrival;

/** The newest receipt first. What shares one has an order too, so that the pages of every store follow on each other. */
export const newestFirst = (a: OriginalMessage, b: OriginalMessage): number =>
  compareReceipts(b, a) ||
  compareText(b.device, a.device) ||
  compareText(b.source, a.source) ||
  compareText(b.body, a.body);

/** Where a page begins: undefined at the newest, `'bad'` for a cursor that does not belong to the query. */
export function newestPosition({
  cursor,
  fromMs,
  toMs = Infinity,
}: NewestMessagesAsked): NewestPosition | undefined | 'bad' {
  if (cursor === undefined) return undefined;
  const [receivedAtMs, arrival, given] = decodeCursor('newest', cursor) ?? [-1, -1, -1];
  return given < 1 || receivedAtMs < fromMs || receivedAtMs >= toMs
    ? 'bad'
    : { receivedAtMs, arrival, given };
}

/** Devices that a question is about. */
export function isAskedDevice({
  kind,
  devices,
}: Pick<NewestMessagesAsked, 'kind' | 'devices'>): (device: string) => boolean {
  const listed = devices && new Set(devices);
  return (device) => device.startsWith(`${kind}:`) && (listed?.has(device) ?? true);
}

/** Messages that a question is about, from where its page begins. */
export function isAskedMessage(
  query: NewestMessagesAsked,
  start: NewestPosition | undefined,
): (message: OriginalMessage) => boolean {
  const { fromMs, toMs = Infinity } = query;
  const isDevice = isAskedDevice(query);
  return (message) =>
    message.receivedAtMs >= fromMs &&
    message.receivedAtMs < toMs &&
    isDevice(message.device) &&
    (!start || compareReceipts(message, start) <= 0);
}

/** So many messages from the beginning of a page make it whole, and tell whether there are more. */
export const wantedOf = ({ limit }: NewestMessagesAsked, start: NewestPosition | undefined): number =>
  limit + (start?.given ?? 0) + 1;

/** A page of what {@link isAskedMessage} lets through, newest first. It holds at least one message. */
export function newestPage(
  found: readonly OriginalMessage[],
  start: NewestPosition | undefined,
  { limit, pageBytes }: { limit: number; pageBytes: number },
): MessagesPage {
  const messages: OriginalMessage[] = [];
  let [toSkip, bytes] = [start?.given ?? 0, 0];
  for (const message of found) {
    if (start && compareReceipts(message, start) === 0 && toSkip-- > 0) continue;
    bytes += message.body.length;
    const isFull = messages.length === limit || (messages.length > 0 && bytes > pageBytes);
    if (isFull) return { messages, next: cursorBehind(messages, start) };
    messages.push(message);
  }
  return { messages };
}

function cursorBehind(messages: readonly OriginalMessage[], start: NewestPosition | undefined): string {
  const last = messages.at(-1)!;
  const same = messages.filter((message) => compareReceipts(message, last) === 0).length;
  const given = same + (start && compareReceipts(start, last) === 0 ? start.given : 0);
  const position: CursorPosition = [last.receivedAtMs, last.arrival, given];
  return encodeCursor('newest', position);
}
