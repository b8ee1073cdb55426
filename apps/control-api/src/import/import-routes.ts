import { Readable } from 'node:stream';
import { HistoryCsv, type ImportReader, LineProtocol } from '@kilowatch/compat';
import { Fault, type ImportReport, postImport } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { HistoryLimits } from '../history/history-limits.js';
import { Turns } from '../history/turns.js';
import { BlockSender } from './block-sender.js';
import { chunksOf, unpacked } from './body-chunks.js';
import { HistoryImport } from './history-import.js';
import { ImportTally } from './import-tally.js';
import { progressLines } from './progress-lines.js';

type ImportQuery = z.output<typeof postImport.query>;

const mib = 1024 * 1024;

/** `POST /api/v1/history/import`: a file of any length, read as it comes. */
@Controller()
export class ImportRoutes {
  private readonly turns: Turns;

  constructor(
    private readonly messaging: MessagingClient,
    private readonly settings: HistoryLimits,
  ) {
    this.turns = new Turns(settings.limits.HISTORY_IMPORTS, 'imports are taken (HISTORY_IMPORTS)');
  }

  @Route(postImport)
  async import(
    @RouteQuery(postImport) query: ImportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tally = new ImportTally();
    const work = this.turns.during(() => this.read(request, query, tally));
    if (wantsProgress(request))
      reply
        .type('application/x-ndjson')
        .send(Readable.from(progressLines(work, tally), { objectMode: false }));
    else reply.send(await orClosing(reply, work));
  }

  private async read(request: FastifyRequest, query: ImportQuery, tally: ImportTally): Promise<ImportReport> {
    const { headers, body } = request;
    const {
      HISTORY_IMPORT_MIB,
      HISTORY_IMPORT_BLOCKS,
      HISTORY_IMPORT_POINTS,
      HISTORY_PATIENCE_S,
      HISTORY_STALL_S,
    } = this.settings.limits;
    if (!(body instanceof Readable))
      throw new Fault('request.invalid', 'There is no body: send lines of points');
    const options = {
      atOnce: HISTORY_IMPORT_BLOCKS,
      patienceMs: HISTORY_PATIENCE_S * 1_000,
      isDry: query.dryRun,
    };
    const sender = new BlockSender(this.messaging, tally, options);
    const file = unpacked(body, headers['content-encoding']);
    const bounds = { mostBytes: HISTORY_IMPORT_MIB * mib, stallMs: HISTORY_STALL_S * 1_000 };
    return new HistoryImport(
      readerOf(headers['content-type'], query),
      sender,
      tally,
      HISTORY_IMPORT_POINTS,
    ).run(chunksOf(file, bounds));
  }
}

const readerOf = (contentType: string | undefined, query: ImportQuery): ImportReader =>
  contentType?.toLowerCase().startsWith('text/csv') === true
    ? new HistoryCsv(query.device)
    : new LineProtocol(query);

const wantsProgress = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.includes('application/x-ndjson') === true;

/** What is left of a body that was refused is not read. */
async function orClosing<T>(reply: FastifyReply, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    reply.header('Connection', 'close');
    throw error;
  }
}
