import type { AppendOutcome } from '../history-store.js';
import { type PackedBatch, type PackedBatches, packedColumns } from '../packed-batches.js';
import type { BatchTable } from './batch-table.js';
import { PointColumns } from './chunks/point-columns.js';
import type { MessageTable } from './message-table.js';
import type { PointAdder } from './point-adder.js';
import type { SeriesDictionary } from './series-dictionary.js';

/** Writes batches: what is new of them. To be used within a transaction. */
export class BatchAppender {
  constructor(
    private readonly series: SeriesDictionary,
    private readonly points: PointAdder,
    private readonly batches: BatchTable,
    private readonly messages: MessageTable,
  ) {}

  append({ names, batches, columns }: PackedBatches): AppendOutcome[] {
    const length = columns.length / packedColumns;
    const points = PointColumns.over(columns.subarray(0, (packedColumns - 1) * length));
    const numbers = columns.subarray((packedColumns - 1) * length);
    const ids = Array.from({ length: names.length / 3 }, (_, i) => this.idOf(names, 3 * i));
    const seriesOf = (i: number): number => ids[numbers[i]!]!;
    let from = 0;
    return batches.map((batch) => {
      const outcome = this.appendOne(batch, seriesOf, points, from);
      from += batch.readings;
      return outcome;
    });
  }

  private idOf(names: readonly string[], at: number): number {
    const [device, metric, index] = [names[at]!, names[at + 1]!, names[at + 2]!];
    return Number(this.series.idOf({ device, metric, index }));
  }

  private appendOne(
    { id, readings, messages, ordinals, isRedelivered = false }: PackedBatch,
    seriesOf: (i: number) => number,
    points: PointColumns,
    from: number,
  ): AppendOutcome {
    if (id && !this.batches.isFirst(id)) return { storedPoints: 0, storedMessages: 0, isRepeated: true };
    this.messages.add(messages);
    const [to, outcome] = [from + readings, { storedMessages: messages.length, isRepeated: false }];
    if (ordinals !== 'next') return { storedPoints: this.points.add(seriesOf, points, from, to), ...outcome };
    let storedPoints = 0;
    for (let i = from; i < to; i++) {
      if (this.points.addNext(seriesOf(i), points, i, isRedelivered)) storedPoints += 1;
    }
    return { storedPoints, ...outcome };
  }
}
