import type { OriginalMessage } from '@kilowatch/contracts';
import { type MessagesPage, newestFirst, type NewestMessagesAsked } from '@kilowatch/history-store';
import { messageKey } from './message-key.js';
import { pageOf } from './merged-page.js';
import type { Merging } from './merging.js';
import { decodeMark } from './page-mark.js';
import { Shortcomings } from './shortcomings.js';
import { storeStretch, type StoreStretch } from './store-stretch.js';

const timeOf = ({ receivedAtMs }: OriginalMessage): number => receivedAtMs;
/** Rises with the order of the answer. */
const ageOf = (message: OriginalMessage): number => -timeOf(message);

/** The newest originals of a kind, out of the store and what waits for it, each once. */
export class MergedNewest {
  constructor(
    private readonly merging: Merging,
    private readonly messagePageBytes: number,
  ) {}

  async messages(query: NewestMessagesAsked): Promise<MessagesPage> {
    const { cursor, ...wanted } = query;
    const mark = cursor === undefined ? undefined : decodeMark('newest', cursor);
    const toMs = Math.min(query.toMs ?? Infinity, mark ? mark.atMs + 1 : Infinity);
    const asked = { ...wanted, ...(toMs < Infinity && { toMs }) };
    const waiting = this.merging.overlay.newestMessages(asked); // first: what is stored meanwhile is in both
    const answer = await this.merging.reader.ask((store) => {
      const given = mark?.given ?? 0;
      const ask = async (next: string | undefined, limit: number) => {
        const page = await store.newestMessages({ ...asked, limit, cursor: next });
        return { items: page.messages, next: page.next };
      };
      const isEnough = (items: readonly OriginalMessage[]): boolean => this.isEnough(items.slice(given));
      return storeStretch(ask, ageOf, query.limit + given, isEnough);
    });
    const stretch: StoreStretch<OriginalMessage> = 'answer' in answer ? answer.answer : { items: [] };
    let bytes = 0;
    const page = pageOf({
      ...{ kind: 'newest', items: merged(stretch, waiting), timeOf, mark, limit: query.limit },
      isMore: stretch.endMs !== undefined,
      fits: ({ body }) => (bytes += body.length) <= this.messagePageBytes,
    });
    const oldest = page.next === undefined ? undefined : page.items.at(-1);
    const fromMs = oldest ? timeOf(oldest) : query.fromMs;
    const lack = new Shortcomings().away(answer).hidden(this.merging.overlay, fromMs, toMs);
    return { messages: page.items, ...(page.next !== undefined && { next: page.next }), ...lack.asMember };
  }

  private isEnough(items: readonly OriginalMessage[]): boolean {
    return items.reduce((bytes, { body }) => bytes + body.length, 0) > this.messagePageBytes;
  }
}

function merged(
  { items, endMs = Infinity }: StoreStretch<OriginalMessage>,
  waiting: readonly OriginalMessage[],
): readonly OriginalMessage[] {
  const known = new Set(waiting.length === 0 ? [] : items.map(messageKey));
  const fresh = waiting.filter((one) => ageOf(one) < endMs && !known.has(messageKey(one)));
  return fresh.length === 0 ? items : [...items, ...fresh].sort(newestFirst);
}
