import { formatInstantWithOffset } from '@kilowatch/compat';
import { Fault, type PredecessorClientEvent, predecessorClientEvents } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import type { SocketEvent } from '../socket-event.js';
import { SocketRefusals } from '../socket-refusals.js';
import { GraphUpdates } from './graph-updates.js';
import { rangeIn, type SensorRequest, sensorRequestIn } from './page-request.js';
import { PredecessorAnswers } from './predecessor-answers.js';
import type { PageEvents, PredecessorPage } from './predecessor-page.js';
import { PredecessorPages } from './predecessor-pages.js';

type PayloadOf<E extends keyof PageEvents> = Parameters<PageEvents[E]>[0];

/** Questions of one page that are being answered at a time. */
const mostPending = 8;
const longestSensorId = 200;

const isKnown = (name: string): name is PredecessorClientEvent =>
  predecessorClientEvents.some((known) => known === name);

/** What the predecessors said, whatever had gone wrong. */
const failures = new Map([
  ['request_sensor_data', 'Failed to retrieve sensor data'],
  ['request_all_stats', 'Failed to retrieve sensor statistics'],
]);

/** Predecessors left these unanswered. */
const isUnanswered = new Set(['message.malformed', 'socket.event-unknown']);

/** Answers what the predecessors' pages ask. Whatever that is, the socket stays usable; only a flood closes it. */
@Injectable()
export class PredecessorInbox {
  constructor(
    private readonly pages: PredecessorPages,
    private readonly answers: PredecessorAnswers,
    private readonly graphs: GraphUpdates,
    private readonly refusals: SocketRefusals,
  ) {}

  async take(page: PredecessorPage, event: SocketEvent, atMs: number): Promise<void> {
    if (!page.socket.connected) return; // cut off while this was already on its way
    const verdict = page.rate.take(atMs);
    if (verdict === 'ignored') return this.refusals.count('request.rate-exceeded');
    if (verdict === 'flood') return this.pages.cutOff(page, 'it sent a flood of events');
    page.pending += 1;
    try {
      if (verdict === 'over') throw new Fault('request.rate-exceeded', 'too many events; wait for a second');
      await this.answer(page, event, atMs);
    } catch (error) {
      const fault = this.refusals.take(event, error, atMs);
      const message = failures.get(event.name) ?? fault.error;
      if (!isUnanswered.has(fault.code)) page.socket.emit('error', { message });
    } finally {
      page.pending -= 1;
      event.ack?.({});
    }
  }

  private async answer(page: PredecessorPage, event: SocketEvent, atMs: number): Promise<void> {
    const { name } = event;
    if (!isKnown(name))
      throw new Fault(
        'socket.event-unknown',
        `unknown event; known are ${predecessorClientEvents.join(', ')}`,
      );
    if (page.pending > mostPending || this.pages.isBehind(page))
      throw new Fault('request.rate-exceeded', 'too much is being answered already; ask again later');
    if (name === 'ping') page.socket.emit('pong', { timestamp: formatInstantWithOffset(atMs) });
    else if (name === 'request_latest') await this.sendLatest(page);
    else if (name === 'change_time_range') await this.changeRange(page, rangeIn(event));
    else if (name === 'request_update')
      page.socket.emit('graph_update', await this.graphs.of(rangeIn(event)));
    else if (name === 'request_sensor_data') await this.sendReadings(page, sensorRequestIn(event));
    else await this.sendStats(page);
  }

  /** Nothing is sent where there is nothing. */
  private async sendLatest({ socket }: PredecessorPage): Promise<void> {
    const row = await this.answers.to({ of: 'cell-latest' });
    if (row !== null) socket.emit('new_data', row as PayloadOf<'new_data'>);
  }

  private async changeRange(page: PredecessorPage, range: string): Promise<void> {
    page.showRange(range);
    const graphs = await this.graphs.of(range);
    // Of two changes in a hurry the later counts, whichever is answered first.
    if (page.range === range) page.socket.emit('graph_update', graphs);
  }

  private async sendReadings({ socket }: PredecessorPage, { sensorId, hours }: SensorRequest): Promise<void> {
    const isAskable = typeof sensorId === 'string' && sensorId.length <= longestSensorId && hours > 0;
    const { readings } = isAskable
      ? ((await this.answers.to({ of: 'sensor-readings', sensorId, hours })) as PayloadOf<'sensor_history'>)
      : { readings: [] };
    socket.emit('sensor_history', { sensor_id: sensorId, readings });
  }

  private async sendStats({ socket }: PredecessorPage): Promise<void> {
    socket.emit('sensor_stats', (await this.answers.to({ of: 'sensor-stats' })) as PayloadOf<'sensor_stats'>);
  }
}
