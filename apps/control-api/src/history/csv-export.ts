import { historyRange, type RangeReply, type SeriesName } from '@kilowatch/contracts';
import { calendarEdges } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { rawHeading, rawRows, windowRows, windowsHeading } from './csv-rows.js';
import { KnownSeries } from './known-series.js';
import { patiently } from './patiently.js';
import { following } from './raw-answer.js';
import { RawReader, rawPartsOf, type RawPosition } from './raw-reader.js';
import { type Selection, seriesOf } from './selection.js';
import { firstPiece, windowsAtOnce } from './series-question.js';
import { SeriesReader, type SeriesReply } from './series-reader.js';
import type { WindowStep } from './step.js';

/** Some rows, and why some may be missing. */
export interface CsvPiece {
  readonly text: string;
  readonly partial: string | undefined;
}

/** Makes CSV of any length: one question to the historian for each piece, when the piece is asked for. */
@Injectable()
export class CsvExport {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly windows: SeriesReader,
    private readonly raw: RawReader,
    private readonly known: KnownSeries,
  ) {}

  /**
   * Faults come with the first piece, where the caller can still be told: `device.unknown`, `series.unknown`, … For a further one the
   * historian is asked for `patienceMs`.
   */
  pieces(selection: Selection, patienceMs: number): AsyncGenerator<CsvPiece, void> {
    const { step } = selection;
    return step.kind === 'raw'
      ? this.rawPieces(selection, patienceMs)
      : this.windowPieces(selection, step, patienceMs);
  }

  private async *rawPieces(selection: Selection, patienceMs: number): AsyncGenerator<CsvPiece, void> {
    const parts = rawPartsOf(selection);
    let heading = rawHeading;
    for (let position: RawPosition | undefined = { part: 0, cursor: '' }; position !== undefined;) {
      const part = parts[position.part]!;
      const ask = (): Promise<RangeReply> => this.raw.page(part, selection, position!);
      const { points, next, partial } = await patiently(ask, heading === '' ? patienceMs : 0);
      if (points.length === 0 && heading !== '') await this.known.existing(selection);
      yield { text: heading + rawRows(part.device, points), partial };
      heading = '';
      position = following(position, next, parts.length);
    }
  }

  private async *windowPieces(
    selection: Selection,
    step: WindowStep,
    patienceMs: number,
  ): AsyncGenerator<CsvPiece, void> {
    const { span, aggregates } = selection;
    let heading = windowsHeading(aggregates);
    for (const name of seriesOf(selection))
      for (let fromMs: number | undefined = span.fromMs; fromMs !== undefined && fromMs < span.toMs;) {
        const piece = firstPiece({ fromMs, toMs: span.toMs }, step, windowsAtOnce(aggregates));
        const question = { series: [name], span: piece, step, aggregates };
        const ask = (): Promise<SeriesReply> => this.windows.ask(question, selection);
        const reply = await patiently(ask, heading === '' ? patienceMs : 0);
        const text = textOf(reply, selection);
        if (text === '' && heading !== '') await this.known.existing(selection);
        if (text + heading !== '') yield { text: heading + text, partial: reply.partial };
        heading = '';
        fromMs =
          text === '' ? await this.nextFrom(name, { fromMs: piece.toMs, toMs: span.toMs }, step) : piece.toMs;
      }
  }

  /** The beginning of the next window that has a reading: silence, be it of years, costs one question. */
  private async nextFrom(
    { device, metric }: SeriesName,
    span: Selection['span'],
    step: WindowStep,
  ): Promise<number | undefined> {
    if (span.fromMs >= span.toMs) return undefined;
    const { points } = await this.messaging.request(
      historyRange,
      {},
      { device, metrics: [metric], ...span, limit: 1 },
    );
    const atMs = points[0]?.atMs;
    if (atMs === undefined) return undefined;
    return step.kind === 'even'
      ? atMs - (atMs % step.stepMs)
      : calendarEdges(atMs, atMs + 1, step.calendar)[0];
  }
}

const textOf = ({ series }: SeriesReply, { aggregates }: Selection): string =>
  series.map((columns) => windowRows(columns, aggregates)).join('');
