import type { OriginalMessage } from '@kilowatch/contracts';
import { badCursor } from '../cursor.js';
import type { HistoryLimits } from '../history-limits.js';
import type { MessagesPage, NewestMessagesAsked } from '../history-store.js';
import {
  isAskedDevice,
  isAskedMessage,
  newestFirst,
  newestPage,
  type NewestPosition,
  newestPosition,
  wantedOf,
} from '../newest-messages.js';
import type { MessageBlocks } from './message-blocks.js';
import type { MessageLog, MessageSource } from './message-log.js';
import { StoreTrouble } from './store-trouble.js';

const endOfTime = Number.MAX_SAFE_INTEGER;

/** Reads the newest originals of a kind from the log and the blocks: what ends later first, and no more than it takes. */
export class NewestMessages {
  constructor(
    private readonly log: MessageLog,
    private readonly blocks: MessageBlocks,
    private readonly limits: Pick<HistoryLimits, 'messagePageBytes'>,
  ) {}

  page(query: NewestMessagesAsked): MessagesPage {
    const start = newestPosition(query);
    if (start === 'bad') throw new StoreTrouble('request.invalid', badCursor);
    const isAsked = isAskedMessage(query, start);
    const wanted = wantedOf(query, start);
    let found: OriginalMessage[] = [];
    for (const { lastAtMs, read } of this.sources(query, start)) {
      const last = found[wanted - 1];
      if (last && last.receivedAtMs > lastAtMs) break;
      found = [...found, ...read().filter(isAsked)].sort(newestFirst).slice(0, wanted);
    }
    const { messagePageBytes: pageBytes } = this.limits;
    return newestPage(found, start, { limit: query.limit, pageBytes });
  }

  /** That with the newest last message first. */
  private *sources(
    query: NewestMessagesAsked,
    start: NewestPosition | undefined,
  ): Generator<MessageSource, void> {
    const { kind, devices, fromMs, toMs = endOfTime } = query;
    const beforeMs = start ? start.receivedAtMs + 1 : toMs;
    const log = this.log.ofKind(kind, fromMs, beforeMs).sort((a, b) => a.lastAtMs - b.lastAtMs);
    const isAsked = isAskedDevice(query);
    for (const block of this.blocks.newestOf(namesOf(kind, devices), fromMs, beforeMs)) {
      while (log.length > 0 && log.at(-1)!.lastAtMs >= block.lastAtMs) yield log.pop()!;
      if (isAsked(block.device)) yield block;
    }
    yield* log.reverse();
  }
}

/** Between which names the devices lie; the second is that of a device, or of none. */
function namesOf(
  kind: string,
  devices: readonly string[] | undefined,
): readonly [first: string, last: string] {
  const [only] = devices ?? [];
  return devices?.length === 1 && only !== undefined ? [only, only] : [`${kind}:`, `${kind};`];
}
