import { type DeviceKind, Fault, historyNewestMessages, type OriginalMessage } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { DemoRule } from './demo-rule.js';

/** Which originals are meant. */
export interface OriginalsAsked {
  readonly kind: DeviceKind;
  readonly devices?: readonly string[];
  /** UTC epoch ms; absent: since ever. */
  readonly fromMs?: number;
}

export interface Originals {
  readonly messages: readonly OriginalMessage[];
  /** Why some may be missing, in words. */
  readonly partial: string | undefined;
}

/** Originals of any number. */
export interface OriginalPages extends Originals {
  /** Of all of them; `messages` are those of the newest page. */
  readonly pages: AsyncGenerator<readonly OriginalMessage[], void>;
}

/** What is found of a page while it is not its turn to be given. */
interface Found {
  readonly cursor: string | undefined;
  readonly limit: number;
  /** Absent: to be read again. */
  readonly messages: readonly OriginalMessage[] | undefined;
}

interface Page extends Originals {
  readonly next: string | undefined;
}

const pageMessages = 1_000;
/** Characters of bodies that are kept while pages are looked for from the end; of more, pages are read twice. */
const keptCharacters = 4 * 1024 * 1024;

/**
 * What devices of a kind have sent, from the newest on. Demo devices count until a real one has spoken. Fault: `history.unavailable` where
 * nothing can be said because the history cannot.
 */
@Injectable()
export class NewestOriginals {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly demos: DemoRule,
  ) {}

  /** The newest `most`, newest first, whole in memory. */
  async newest(asked: OriginalsAsked, most: number): Promise<Originals> {
    const messages: OriginalMessage[] = [];
    let partial: string | undefined;
    let cursor: string | undefined;
    do {
      const page = await this.page(asked, most - messages.length, cursor);
      for (const message of page.messages) messages.push(message);
      partial ??= page.partial;
      cursor = page.next;
    } while (cursor !== undefined && messages.length < most);
    return told({ messages, partial });
  }

  /**
   * The newest `most`, oldest first, a page at a time, however many there are. All pages have been seen once when this resolves, and are
   * then given from the last one on.
   */
  async oldestFirst(asked: OriginalsAsked, most: number): Promise<OriginalPages> {
    const found: Found[] = [];
    let [count, kept] = [0, 0];
    let [cursor, partial]: (string | undefined)[] = [];
    let newest: readonly OriginalMessage[] = [];
    do {
      const limit = Math.min(pageMessages, most - count);
      const page = await this.page(asked, limit, cursor);
      const { messages } = page;
      if (cursor === undefined) newest = messages;
      const isKept = cursor === undefined || kept <= keptCharacters; // what comes meanwhile would change the first
      found.push({ cursor, limit, messages: isKept ? messages : undefined });
      count += messages.length;
      kept += isKept ? charactersOf(messages) : 0;
      partial ??= page.partial;
      cursor = page.next;
    } while (cursor !== undefined && count < most);
    return { ...told({ messages: newest, partial }), pages: this.again(asked, found) };
  }

  private async *again(
    asked: OriginalsAsked,
    found: readonly Found[],
  ): AsyncGenerator<readonly OriginalMessage[], void> {
    for (const { cursor, limit, messages } of found.toReversed())
      yield (messages ?? (await this.page(asked, limit, cursor)).messages).toReversed();
  }

  private async page(asked: OriginalsAsked, wanted: number, cursor: string | undefined): Promise<Page> {
    const { kind, devices, fromMs = 0 } = asked;
    const limit = Math.min(wanted, pageMessages);
    const query = { kind, ...(devices && { devices: [...devices] }), fromMs, limit, cursor };
    const { messages, next, partial } = await this.messaging.request(historyNewestMessages, {}, query);
    return { messages: this.demos.heard(kind, messages), next, partial };
  }
}

const charactersOf = (messages: readonly OriginalMessage[]): number =>
  messages.reduce((sum, { body }) => sum + body.length, 0);

/** Nothing at all, when something may be missing, is no answer. */
function told<T extends Originals>(originals: T): T {
  if (originals.messages.length === 0 && originals.partial !== undefined)
    throw new Fault('history.unavailable', originals.partial);
  return originals;
}
