import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedBroker } from '../broker/index.js';
import { Collected } from './collected.js';
import type { LogLine } from './stage.js';

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly dup: boolean;
  readonly retain: boolean;
}

export interface HearingClient {
  readonly client: MqttClient;
  readonly heard: Collected<Heard>;
}

/** Embedded brokers whose sessions of `own…` are on the disk, and clients of them; closed in reverse by `clear`. */
export class DurableStage {
  readonly commandTopic = 'battery/charge';
  readonly broken: Error[] = [];
  readonly logged = new Collected<LogLine>();
  readonly log = { info: this.note, warn: this.note, error: this.note };
  private closing: (() => unknown)[] = [];

  private get note() {
    return (context: object, message: string): void => this.logged.add({ context: { ...context }, message });
  }

  keep(close: () => unknown): void {
    this.closing.push(close);
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'broker-journal-'));
    this.keep(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }

  async start(folder: string, quotaBytes = 2 ** 24): Promise<EmbeddedBroker> {
    const isOwn = (id: string): boolean => id.startsWith('own');
    const broker = await EmbeddedBroker.listen({
      host: '127.0.0.1',
      port: 0,
      log: this.log,
      commandTopics: [this.commandTopic],
      durable: { folder, quotaBytes, isOwn, onBroken: (error) => this.broken.push(error) },
    });
    this.keep(() => broker.close());
    return broker;
  }

  /** What another process finds that is started after this one was killed now. */
  async killed(folder: string): Promise<string> {
    const copy = await this.folder();
    await cp(folder, copy, { recursive: true });
    return copy;
  }

  /** With a session that stays, unless it is to be a clean one. */
  async connected({ port }: EmbeddedBroker, clientId: string, clean = false): Promise<HearingClient> {
    const heard = new Collected<Heard>();
    const options = { clientId, clean, reconnectPeriod: 0 };
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, options, false);
    client.on('message', (topic, payload, { dup, retain }: IPublishPacket) =>
      heard.add({ topic, text: payload.toString(), dup, retain }),
    );
    this.keep(() => client.endAsync(true));
    return { client, heard };
  }

  async device(broker: EmbeddedBroker, clientId = 'device'): Promise<MqttClient> {
    return (await this.connected(broker, clientId, true)).client;
  }

  /** A session that is subscribed and away. */
  async absent(broker: EmbeddedBroker, clientId: string, filter: string): Promise<void> {
    const { client } = await this.connected(broker, clientId);
    await client.subscribeAsync(filter, { qos: 1 });
    await client.endAsync();
  }

  async clear(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
    this.closing = [];
    this.broken.length = 0;
    this.logged.items.length = 0;
  }
}

/** Resolves when it is acknowledged. */
export const publish = (client: MqttClient, topic: string, text: string, retain = false): Promise<unknown> =>
  client.publishAsync(topic, text, { qos: 1, retain });

/** Whether it has come to an end by now. */
export const hasSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const { promise: later, resolve } = Promise.withResolvers<boolean>();
  setImmediate(() => setImmediate(resolve, false));
  return Promise.race([promise.then(() => true), later]);
};
