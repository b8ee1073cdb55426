import {
  type BodyOf,
  Fault,
  historyDelete,
  historyForget,
  historyWrite,
  isDemoDevice,
  type ReplyOf,
} from '@kilowatch/contracts';
import { HistoryStore } from '@kilowatch/history-store';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { implausibleTime, isPlausible } from './event-time.js';
import { HistorianSettings } from './historian-settings.js';
import { HistoryRecorder } from './history-recorder.js';
import { Flow } from './journaled/flow.js';

const { OnRequest } = handlersOf('historian');

/** Readings written by hand, and history deleted. */
@Controller()
export class HistoryChanges {
  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly store: HistoryStore,
    private readonly settings: HistorianSettings,
    private readonly flow: Flow,
  ) {}

  /**
   * Stored values of one time and metric all stay: another value is kept beside them under the next free ordinal and becomes
   * the latest, the same value again is nothing new. (InfluxDB overwrote; nothing that was written is lost here.)
   */
  @OnRequest(historyWrite)
  async write(@Payload() { readings }: BodyOf<typeof historyWrite>): Promise<ReplyOf<typeof historyWrite>> {
    const bounds = this.recorder.timeBounds();
    const bad = readings.find((reading) => !isPlausible(reading, bounds));
    if (bad) throw new Fault('request.invalid', implausibleTime(bad, bounds).message);
    await this.recorder.append([{ readings, messages: [], ordinals: 'next', isRedelivered: true }]);
    this.flow.received += 1;
    this.flow.readings += readings.length;
    return { accepted: readings.length };
  }

  @OnRequest(historyDelete)
  async delete(
    @Payload() { by, ...asked }: BodyOf<typeof historyDelete>,
  ): Promise<ReplyOf<typeof historyDelete>> {
    const points = await this.store.deletePoints(asked);
    const { device, metrics } = asked;
    const span = [asked.fromMs, asked.toMs].map((atMs) => new Date(atMs).toISOString());
    this.settings.log.warn(
      { by, device, metrics, from: span[0], to: span[1], points },
      'Readings were deleted as asked',
    );
    return { points };
  }

  @OnRequest(historyForget)
  async forget(@Payload() { device }: BodyOf<typeof historyForget>): Promise<ReplyOf<typeof historyForget>> {
    if (isDemoDevice(device)) return this.store.forget(device);
    throw new Fault(
      'device.not-demo',
      `${device} is not a demo device: only the history of devices whose id begins with "demo" can be deleted`,
    );
  }
}
