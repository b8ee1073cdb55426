import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Fault, postLines, postLinesV2 } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Body, Controller, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { IngestSettings } from '../ingest-settings.js';
import { InTurn } from './in-turn.js';
import { type LineChunk, lineChunks } from './line-chunks.js';
import { PostedMessages } from '../posted-messages.js';

type Query<C extends { query: z.ZodType }> = z.output<C['query']>;

const mib = 1024 * 1024;
/** A part is one message of a device, with its original: small enough for a batch, large enough not to be many. */
const partBytes = 32 * 1024;
/** Of the parts of one post: the others wait with it, and not for the broker. */
const atOnce = 16;
/** What of a post may be unpacked without waiting; more of it unpacks in turn, as a few kB on the wire can be many MiB. */
const smallBytes = atOnce * partBytes;
const largeAtOnce = 2;
const unpack = promisify(gunzip);

/** Line protocol, as clients of InfluxDB 1 and 2 post it. A broken line costs only itself, and is named. */
@Controller()
export class LinePosts {
  readonly #large = new InTurn(largeAtOnce);

  constructor(
    private readonly posts: PostedMessages,
    private readonly settings: IngestSettings,
  ) {}

  @Route(postLinesV2)
  async v2(
    @RouteQuery(postLinesV2) { precision }: Query<typeof postLinesV2>,
    @Body() body: Buffer | undefined,
    @Headers('content-encoding') encoding: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#write(`${postLinesV2.path}?precision=${precision}`, body, encoding);
    reply.code(204).send();
  }

  @Route(postLines)
  async v1(
    @RouteQuery(postLines) { precision }: Query<typeof postLines>,
    @Body() body: Buffer | undefined,
    @Headers('content-encoding') encoding: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#write(`${postLines.path}?precision=${precision}`, body, encoding);
    reply.code(204).send();
  }

  async #write(topic: string, body: Buffer | undefined, encoding: string | undefined): Promise<void> {
    const sent = body ?? Buffer.alloc(0);
    const small = await this.#unpacked(sent, smallBytes, encoding);
    if (small) return this.#take(topic, small);
    await this.#large.take(async () => {
      const { INGEST_LINES_MIB } = this.settings.config;
      const large = await this.#unpacked(sent, INGEST_LINES_MIB * mib, encoding);
      if (large) return this.#take(topic, large);
      throw new Fault(
        'request.too-large',
        `The lines are longer than ${INGEST_LINES_MIB} MiB (INGEST_LINES_MIB): send them in parts`,
      );
    });
  }

  async #take(topic: string, lines: Buffer): Promise<void> {
    const parts = lineChunks(lines, partBytes);
    let refusal: Fault | undefined;
    for (let from = 0; from < parts.length; from += atOnce) {
      const some = parts.slice(from, from + atOnce);
      const posted = await Promise.all(some.map(({ bytes }) => this.posts.take(topic, bytes)));
      for (const [i, outcome] of posted.entries())
        if (outcome.kind === 'refused') refusal ??= inWholeLines(outcome.fault, some[i]!);
    }
    if (refusal) throw refusal;
  }

  /** Undefined: it is longer than that. */
  async #unpacked(body: Buffer, mostBytes: number, encoding = 'identity'): Promise<Buffer | undefined> {
    if (encoding === 'identity' || encoding === '') return body;
    if (encoding !== 'gzip')
      throw new Fault(
        'request.media-type',
        `Content-Encoding must be gzip or absent, got ${JSON.stringify(encoding)}`,
      );
    try {
      return await unpack(body, { maxOutputLength: mostBytes });
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE') return undefined;
      throw new Fault('request.invalid', `This is not gzip: ${message}`, { cause });
    }
  }
}

/** What is said of a line of a part, said of that line of the whole. */
const inWholeLines = (fault: Fault, { firstLine }: LineChunk): Fault =>
  new Fault(
    fault.code,
    fault.message.replace(/^line (\d+)/, (_, line: string) => `line ${Number(line) + firstLine - 1}`),
  );
