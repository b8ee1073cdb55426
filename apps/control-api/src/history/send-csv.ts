import { Readable } from 'node:stream';
import { Fault } from '@kilowatch/contracts';
import type { FastifyReply } from 'fastify';
import type { CsvPiece } from './csv-export.js';
import { sayPartial } from './say-partial.js';
import { type SendingBounds, watched } from './watched.js';

/** Made one by one, when the next is asked for. */
export type Pieces = AsyncGenerator<CsvPiece, void>;

export interface SendLimits extends SendingBounds {
  /** Called once, when nothing more is read or sent, with the reason if it was broken off. */
  readonly onEnd: (broken?: Error) => void;
}

/**
 * Sends pieces as they are made, and has one made when the client has taken those before. Rejects when the first cannot be made. A
 * failure midway breaks the connection off, so that half an answer does not look like a whole one; so does a piece that turns
 * out to be partial where the header has not said so.
 */
export async function sendCsv(reply: FastifyReply, pieces: Pieces, limits: SendLimits): Promise<void> {
  const first = await pieces.next();
  const { text, partial } = first.done ? { text: '', partial: undefined } : first.value;
  const stream = Readable.from(
    watched(texts(text, pieces, partial), limits, (error) => stream.destroy(error)),
    { objectMode: false, highWaterMark: 64 * 1024 },
  );
  let broken: Error | undefined;
  stream.once('error', (error) => (broken = error));
  stream.once('close', () => limits.onEnd(broken));
  sayPartial(reply, partial);
  reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="history.csv"')
    .send(stream);
}

async function* texts(first: string, pieces: Pieces, announced: string | undefined): AsyncGenerator<string> {
  yield first;
  for await (const { text, partial } of pieces) {
    if (partial !== undefined && announced === undefined) throw new Fault('history.unavailable', partial);
    if (text !== '') yield text;
  }
}
