import type { AddressOf, BodyOf, MessageContract } from '@kilowatch/contracts';
import { connectAsync, type IClientOptions, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { onTestEnd } from './on-test-end.js';

/** A message as any MQTT client sees it. */
export interface HeardMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly text: string;
  readonly qos: number;
  readonly isRetained: boolean;
}

/** The same, read by its contract. */
export interface HeardBody<C> extends HeardMessage {
  readonly address: AddressOf<C>;
  readonly body: BodyOf<C>;
}

/** A plain MQTT client, independent of our door: the device, the script, the dashboard of somebody else. */
export class RawMqttClient {
  private readonly listeners: ((message: HeardMessage) => void)[] = [];

  private constructor(private readonly client: MqttClient) {
    client.on('message', (topic, payload, { qos, retain }) => {
      const heard = { topic, payload, text: payload.toString(), qos, isRetained: retain };
      for (const listener of this.listeners) listener(heard);
    });
  }

  /** Connects; disconnected with the test. */
  static async connect(
    broker: { host?: string; port: number },
    options: IClientOptions = {},
  ): Promise<RawMqttClient> {
    const client = await connectAsync({
      host: broker.host ?? '127.0.0.1',
      port: broker.port,
      reconnectPeriod: 0,
      ...options,
    });
    (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
    onTestEnd(() => client.endAsync(true));
    return new RawMqttClient(client);
  }

  /** Subscribes and collects from now on (and what is retained); the array grows as messages arrive. */
  async listen(filter: string, qos: 0 | 1 = 1): Promise<readonly HeardMessage[]> {
    const heard: HeardMessage[] = [];
    this.listeners.push((message) => {
      if (matchesFilter(filter, message.topic)) heard.push(message);
    });
    await this.client.subscribeAsync(filter, { qos });
    return heard;
  }

  /** As {@link listen}, by contract: a message outside it is a failure of whoever sent it, and throws here. */
  async hear<C extends MessageContract>(contract: C): Promise<readonly HeardBody<C>[]> {
    const heard: HeardBody<C>[] = [];
    this.listeners.push((message) => {
      const address = contract.params(message.topic);
      if (!address) return;
      const value: unknown = contract.encoding === 'text' ? message.text : JSON.parse(message.text);
      const body = contract.schema.parse(value) as BodyOf<C>;
      heard.push({ ...message, address: address as AddressOf<C>, body });
    });
    await this.client.subscribeAsync(contract.filter, { qos: 1 });
    return heard;
  }

  /** Text and bytes are sent as they are, anything else as JSON. Resolves when the broker has it (QoS 1). */
  async publish(
    topic: string,
    payload: string | Buffer | object,
    options: IClientPublishOptions = {},
  ): Promise<void> {
    const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
    await this.client.publishAsync(topic, bytes, { qos: 1, ...options });
  }

  /** Vanishes without a goodbye: the broker sends the last will. */
  vanish(): void {
    this.client.stream.destroy();
  }

  async end(): Promise<void> {
    await this.client.endAsync();
  }
}

function matchesFilter(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const given = topic.split('/');
  return (
    wanted.every(
      (level, i) => level === '#' || (given[i] !== undefined && (level === '+' || level === given[i])),
    ) &&
    (wanted.at(-1) === '#' || wanted.length === given.length)
  );
}
