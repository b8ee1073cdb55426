import { historyMessages, type OriginalMessage } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';

/** What tells an original from all others of its device. */
type Identity = Pick<OriginalMessage, 'source' | 'receivedAtMs' | 'body'>;

const keyOf = ({ source, receivedAtMs, body }: Identity): string => `${receivedAtMs} ${source}\n${body}`;

/** Asks which originals the history has. Faults: those of asking it. */
@Injectable()
export class KnownOriginals {
  constructor(private readonly client: MessagingClient) {}

  /** Which of the originals of one device are there. */
  async among<O extends Identity>(device: string, originals: readonly O[]): Promise<ReadonlySet<O>> {
    const times = originals.map(({ receivedAtMs }) => receivedAtMs);
    const span = { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
    const wanted = new Set(originals.map(keyOf));
    const known = new Set<string>(); // of the wanted only: between the first and the last of them there may be years of others
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const query = { device, ...span, limit: mostAtOnce, ...(cursor !== undefined && { cursor }) };
      const reply = await this.client.request(historyMessages, {}, query);
      for (const key of reply.messages.map(keyOf)) if (wanted.has(key)) known.add(key);
      cursor = reply.next;
    }
    return new Set(originals.filter((original) => known.has(keyOf(original))));
  }
}

const mostAtOnce = 500;
