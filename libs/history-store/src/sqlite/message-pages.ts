import type { MessagesQuery, OriginalMessage } from '@kilowatch/contracts';
import { badCursor, type CursorPosition, decodeCursor, encodeCursor } from '../cursor.js';
import type { HistoryLimits } from '../history-limits.js';
import type { MessagesPage } from '../history-store.js';
import { byReceipt, type MessageBlocks } from './message-blocks.js';
import type { MessageLog } from './message-log.js';
import { StoreTrouble } from './store-trouble.js';

/** A page goes on at this receipt, of which so many messages were given. */
interface Position extends Pick<OriginalMessage, 'receivedAtMs' | 'arrival'> {
  readonly given: number;
}

/** Messages that lie together. */
interface Source {
  readonly firstAtMs: number;
  /** Rises from what came first to what came last. */
  readonly came: number;
  readonly read: () => OriginalMessage[];
}

type Waiting = Pick<Source, 'came'> & { readonly message: OriginalMessage };

const isSameReceipt = (a: Pick<Position, 'receivedAtMs' | 'arrival'>, b: typeof a): boolean =>
  a.receivedAtMs === b.receivedAtMs && a.arrival === b.arrival;

/** Reads originals of a device in the order of their receipt, from the log and the blocks. */
export class MessagePages {
  constructor(
    private readonly log: MessageLog,
    private readonly blocks: MessageBlocks,
    private readonly limits: Pick<HistoryLimits, 'messagePageBytes'>,
  ) {}

  page(query: MessagesQuery): MessagesPage {
    const start = startOf(query);
    const messages: OriginalMessage[] = [];
    let last: Position | undefined;
    let [bytes, toSkip] = [0, start.given];
    for (const message of this.inOrder(query.device, start.receivedAtMs, query.toMs)) {
      if (isBefore(message, start)) continue;
      if (isSameReceipt(message, start) && toSkip-- > 0) continue;
      bytes += message.body.length;
      const isFull = messages.length === query.limit || bytes > this.limits.messagePageBytes;
      if (last && isFull) return { messages, next: cursorOf(last) };
      messages.push(message);
      last = following(last ?? start, message);
    }
    return { messages };
  }

  /** Sources may overlap: what is before the next one's first message can be given. */
  private *inOrder(device: string, fromMs: number, toMs: number): Generator<OriginalMessage> {
    let waiting: Waiting[] = [];
    for (const { firstAtMs, came, read } of this.sources(device, fromMs, toMs)) {
      const next = waiting.findIndex(({ message }) => message.receivedAtMs >= firstAtMs);
      const ready = next < 0 ? waiting.length : next;
      for (const { message } of waiting.slice(0, ready)) yield message;
      const more = read().map((message) => ({ message, came }));
      waiting = [...waiting.slice(ready), ...more].sort(inOrderOfComing);
    }
    for (const { message } of waiting) yield message;
  }

  /** Blocks, and the log as if it were one, by the time of their first message; each is read when it is its turn. */
  private sources(device: string, fromMs: number, toMs: number): Source[] {
    const isWanted = ({ receivedAtMs }: OriginalMessage): boolean =>
      receivedAtMs >= fromMs && receivedAtMs < toMs;
    const blocks = this.blocks.within(device, fromMs, toMs).map((block) => ({
      firstAtMs: block.firstAtMs,
      came: block.id,
      read: () => this.blocks.read(block).filter(isWanted),
    }));
    const log = {
      firstAtMs: this.log.size().firstAtMs ?? Infinity,
      came: Infinity,
      read: () => this.log.of(device, fromMs, toMs),
    };
    return [...blocks, log].sort((a, b) => a.firstAtMs - b.firstAtMs);
  }
}

const inOrderOfComing = (a: Waiting, b: Waiting): number =>
  byReceipt(a.message, b.message) || (a.came === b.came ? 0 : a.came - b.came);

const isBefore = (message: OriginalMessage, { receivedAtMs, arrival }: Position): boolean =>
  message.receivedAtMs < receivedAtMs || (message.receivedAtMs === receivedAtMs && message.arrival < arrival);

const following = (before: Position, message: OriginalMessage): Position => ({
  receivedAtMs: message.receivedAtMs,
  arrival: message.arrival,
  given: isSameReceipt(before, message) ? before.given + 1 : 1,
});

const cursorOf = ({ receivedAtMs, arrival, given }: Position): string => {
  const position: CursorPosition = [receivedAtMs, arrival, given];
  return encodeCursor('messages', position);
};

function startOf({ cursor, fromMs, toMs }: MessagesQuery): Position {
  if (cursor === undefined) return { receivedAtMs: fromMs, arrival: -1, given: 0 };
  const [receivedAtMs, arrival, given] = decodeCursor('messages', cursor) ?? [-1, -1, -1];
  if (given < 1 || receivedAtMs < fromMs || receivedAtMs >= Math.max(toMs, fromMs + 1)) {
    throw new StoreTrouble('request.invalid', badCursor);
  }
  return { receivedAtMs, arrival, given };
}
