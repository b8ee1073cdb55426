import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applySetpoint, type SetpointOrder, type SetpointPublished } from '@kilowatch/contracts';
import { MemoryHistoryStore } from '@kilowatch/history-store';
import type { BrokerAddress } from '@kilowatch/messaging';
import type { ServiceDefinition } from '@kilowatch/service-kit';
import { answering, onTestEnd, standIn, startWorld, testTimeMs, type World } from '@kilowatch/testing';
import { controlApiService } from '../control-api-service.js';
import { type HistorianAsked, type HistorianBehaviour, memoryHistorian } from './memory-historian.js';

/** A reply as curl would show it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly body: unknown;
}

export interface Api extends World {
  /** What the publisher was asked for. */
  readonly orders: SetpointOrder[];
  /** What the historian was asked for latest values and ranges. */
  readonly queries: HistorianAsked['queries'];
  readonly asked: HistorianAsked;
  /** May be changed while it answers. */
  readonly historian: HistorianBehaviour;
  readonly store: MemoryHistoryStore;
  send(path: string, init?: RequestInit): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
}

export interface ApiOptions {
  readonly env?: Record<string, string>;
  /** Absent: the broker has confirmed, a millisecond after the test time. Null: there is no publisher. */
  readonly publish?: ((order: SetpointOrder) => SetpointPublished | Promise<SetpointPublished>) | null;
  readonly isHistorianAway?: boolean;
  /** UTC epoch ms. Absent: the time stands still at the test time. */
  readonly now?: () => number;
  /** Stand-ins of other services. */
  readonly beside?: readonly ServiceDefinition[];
  /** Absent: one of its own. */
  readonly broker?: BrokerAddress;
}

/** The answer of a publisher whose broker has confirmed. */
export const confirmed = (
  { commandId, direction }: SetpointOrder,
  atMs = testTimeMs + 1,
): SetpointPublished => ({
  commandId,
  topic: `battery/${direction}`,
  timestamp: new Date(atMs).toISOString(),
  atMs,
});

/** Starts control-api with a stand-in publisher and a historian in memory; the time stands still unless another is given. */
export async function startApi({
  env,
  publish = (order) => confirmed(order),
  isHistorianAway,
  beside = [],
  broker,
  now = () => testTimeMs,
}: ApiOptions = {}): Promise<Api> {
  const orders: SetpointOrder[] = [];
  const asked: HistorianAsked = { queries: [], series: [], originals: [], blocks: [], deletions: [] };
  const historian: HistorianBehaviour = {};
  const store = new MemoryHistoryStore();
  const aPublisher =
    publish &&
    standIn(
      'mqtt-publisher',
      answering(applySetpoint, (order) => {
        orders.push(order);
        return publish(order);
      }),
    );
  const services = [
    controlApiService,
    ...(aPublisher ? [aPublisher] : []),
    ...beside,
    ...(isHistorianAway ? [] : [memoryHistorian(store, asked, historian)]),
  ];
  const world = await startWorld(services, {
    env: { BATTERY_RATED_KW: '15', ...env },
    now,
    ...(broker && { broker }),
  });
  onTestEnd(() => store.close());
  const send = async (path: string, init?: RequestInit): Promise<Answer> =>
    answerOf(await fetch(world.url + path, init));
  return {
    ...world,
    orders,
    queries: asked.queries,
    asked,
    historian,
    store,
    send,
    get: (path) => send(path),
    post: (path, body) =>
      send(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** An exchange recorded from the predecessor. */
export interface Exchange {
  readonly http: string;
  readonly alias?: string;
  readonly req?: object;
  readonly status: number;
  readonly res: object;
}

export const recordedExchanges = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../libs/compat/vectors/battery-control.json'), 'utf8'),
) as Exchange[];
