import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { Collected } from './collected.js';

export interface Observed {
  readonly topic: string;
  readonly text: string;
  readonly isRetained: boolean;
}

/** An MQTT client that knows nothing of us: sees what is really on the wire, and publishes what nobody should. */
export class Observer {
  readonly seen = new Collected<Observed>();

  private constructor(private readonly mqtt: MqttClient) {
    mqtt.on('message', (topic, payload, { retain }) =>
      this.seen.add({ topic, text: payload.toString('utf8'), isRetained: retain }),
    );
  }

  static async of(
    broker: { readonly host: string; readonly port: number },
    ...filters: string[]
  ): Promise<Observer> {
    const observer = new Observer(await connectAsync({ host: broker.host, port: broker.port }));
    if (filters.length > 0) await observer.mqtt.subscribeAsync(filters, { qos: 1 });
    return observer;
  }

  async publish(topic: string, payload: string | Buffer, options: IClientPublishOptions = {}): Promise<void> {
    await this.mqtt.publishAsync(topic, payload, { qos: 1, ...options });
  }

  /** The texts seen on one topic. */
  textsOn(topic: string): string[] {
    return this.seen.items.filter((item) => item.topic === topic).map(({ text }) => text);
  }

  async close(): Promise<void> {
    await this.mqtt.endAsync(true);
  }
}
