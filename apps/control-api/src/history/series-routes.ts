import { getSeries } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CsvExports } from './csv-exports.js';
import { JsonAnswers } from './json-answers.js';
import { KnownSeries } from './known-series.js';
import { SelectionReader, type SeriesRouteQuery } from './selection.js';

/** `GET /api/v1/history`: series as JSON for charts, or as CSV of any length. */
@Controller()
export class SeriesRoutes {
  constructor(
    private readonly selections: SelectionReader,
    private readonly known: KnownSeries,
    private readonly answers: JsonAnswers,
    private readonly exports: CsvExports,
  ) {}

  @Route(getSeries)
  async series(
    @RouteQuery(getSeries) query: SeriesRouteQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const selection = this.known.shown(this.selections.read(query));
    reply.header('Vary', 'Accept');
    if (wantsCsv(query, request)) await this.exports.send(request, reply, selection);
    else reply.send(await this.answers.answer(selection, query));
  }
}

const wantsCsv = ({ format }: SeriesRouteQuery, { headers }: FastifyRequest): boolean =>
  format === undefined ? headers.accept?.includes('text/csv') === true : format === 'csv';
