import { type BodyOf, historyImport, type PointColumns, type ReplyOf } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { isPlausible, type TimeBounds } from './event-time.js';
import { HistorianSettings } from './historian-settings.js';
import { HistoryRecorder } from './history-recorder.js';
import { Flow } from './journaled/flow.js';
import { readingsOf } from './journaled/point-columns.js';
import { RetiredDevices } from './retired-devices.js';

const { OnRequest } = handlersOf('historian');

type Refused = ReplyOf<typeof historyImport>['refused'];

/** Takes in points of elsewhere, block by block. */
@Controller()
export class HistoryImports {
  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly retired: RetiredDevices,
    private readonly flow: Flow,
    private readonly settings: HistorianSettings,
  ) {}

  /** The points that can be stored become one record of the journal; the others are named by their position, with the reason. */
  @OnRequest(historyImport)
  async import(@Payload() columns: BodyOf<typeof historyImport>): Promise<ReplyOf<typeof historyImport>> {
    const receivedAtMs = this.settings.now();
    const refused = this.refusedOf(columns, this.recorder.timeBounds());
    const accepted = refused.length === 0 ? columns : without(columns, refused);
    const readings = readingsOf(accepted, receivedAtMs);
    const text = { form: 'columns', json: JSON.stringify(accepted), receivedAtMs } as const;
    await this.recorder.append([{ readings, messages: [], text }]);
    this.flow.received += 1;
    this.flow.readings += readings.length;
    return { accepted: readings.length, refused };
  }

  private refusedOf({ series, of, atMs }: PointColumns, bounds: TimeBounds): Refused {
    const refused: Refused = [];
    const isRetired = series.map(({ device }) => this.retired.has(device));
    const [oldest, newest] = [bounds.oldestMs, bounds.newestMs].map((ms) => new Date(ms).toISOString());
    const outOfBounds = `the time must lie between ${oldest} and ${newest}`;
    for (const [position, named] of of.entries()) {
      const reason =
        named >= series.length
          ? `there is no series ${named}`
          : isRetired[named]
            ? 'the device has retired'
            : isPlausible({ atMs: atMs[position]! }, bounds)
              ? undefined
              : outOfBounds;
      if (reason) refused.push({ position, reason });
    }
    return refused;
  }
}

function without(columns: PointColumns, refused: Refused): PointColumns {
  const gone = new Set(refused.map(({ position }) => position));
  const kept = <T>(column: readonly T[]): T[] => column.filter((_, i) => !gone.has(i));
  const { series, of, atMs, value, ordinal, quality } = columns;
  return {
    ...{ series, of: kept(of), atMs: kept(atMs), value: kept(value) },
    ...(ordinal && { ordinal: kept(ordinal) }),
    ...(quality && { quality: kept(quality) }),
  };
}
