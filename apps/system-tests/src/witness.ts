import { onTestEnd } from '@kilowatch/testing';
import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';

export interface Seen {
  readonly topic: string;
  readonly text: string;
  readonly qos: number;
  readonly retain: boolean;
}

/** Where the broker is, and as whom to come. */
export interface BrokerAccess {
  readonly host?: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** It comes back on its own, as a device does, and delivers then what it could not deliver before. */
  readonly comesBack?: boolean;
}

/** A foreign MQTT client, sharing no code with what it judges, that writes down what it sees, in order. */
export class Witness {
  readonly seen: Seen[] = [];
  #changed = Promise.withResolvers<void>();

  private constructor(private readonly client: MqttClient) {
    client.on('message', (topic, payload, { qos, retain }) => {
      this.seen.push({ topic, text: payload.toString(), qos, retain });
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    });
  }

  static async at(broker: BrokerAccess, ...filters: string[]): Promise<Witness> {
    const { comesBack = false, ...access } = broker;
    const reconnectPeriod = comesBack ? 100 : 0;
    const client = await connectAsync({ host: '127.0.0.1', ...access, reconnectPeriod });
    onTestEnd(() => client.endAsync(true));
    const witness = new Witness(client);
    if (filters.length > 0) await client.subscribeAsync(filters, { qos: 1 });
    return witness;
  }

  /** The first message that fits, seen already or still to come. */
  async sees(fits: (message: Seen) => boolean): Promise<Seen> {
    for (;;) {
      const found = this.seen.find(fits);
      if (found) return found;
      await this.#changed.promise;
    }
  }

  async publish(
    topic: string,
    body: object | string | Buffer,
    options: IClientPublishOptions = {},
  ): Promise<void> {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    await this.client.publishAsync(topic, payload, { qos: 1, ...options });
  }

  async end(): Promise<void> {
    await this.client.endAsync(true);
  }
}
