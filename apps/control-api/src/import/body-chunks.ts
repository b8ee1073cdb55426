import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault } from '@kilowatch/contracts';

/** What the body says, unpacked. Fault: `request.media-type` for another Content-Encoding than gzip. */
export function unpacked(body: Readable, encoding: string | undefined): Readable {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new Fault(
      'request.media-type',
      `Content-Encoding must be gzip or absent, got ${JSON.stringify(encoding)}`,
    );
  const gunzip = createGunzip();
  // Not `pipeline`: it would close the connection over broken data, before that can be said.
  body.once('error', (error) => gunzip.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) gunzip.destroy(new Error('The connection was closed'));
  });
  return body.pipe(gunzip);
}

/** A body's chunks as they come; bounded. The connection stays as it is when its reader stops early: there is an answer to send. */
export async function* chunksOf(
  body: Readable,
  { mostBytes, stallMs }: { mostBytes: number; stallMs: number },
): AsyncGenerator<Buffer> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, void>;
  let bytes = 0;
  for (;;) {
    const next = await withinMs(stallMs, readable(chunks.next()));
    if (next.done) return;
    const { value } = next;
    bytes += value.length;
    if (bytes > mostBytes)
      throw new Fault(
        'request.too-large',
        `The file is longer than ${mostBytes} bytes (HISTORY_IMPORT_MIB): send it in parts`,
      );
    yield value;
  }
}

async function readable<T>(next: Promise<T>): Promise<T> {
  try {
    return await next;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))
      throw new Fault('request.invalid', `This is not gzip: ${cause.message}`, { cause });
    throw new Fault('request.invalid', 'The file broke off', { cause });
  }
}

async function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Fault('request.deadline', `Nothing came for ${ms} ms`)), ms);
  work.catch(() => undefined); // it may fail when nobody waits for it any more
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
