import type { DeviceStatus } from '../door.js';
import { within } from '../within.js';
import { Connection, type ConnectionOptions, type Will } from './connection.js';

/** A retained status on a connection of its own: MQTT has one last will per connection, and the service's own is taken. */
export class LastingStatus implements DeviceStatus {
  private readonly connection: Connection;
  private isClosed = false;

  /** @param options with the status of who is gone as its will */
  constructor(
    private readonly options: ConnectionOptions & { readonly will: Will },
    present: string,
  ) {
    this.connection = new Connection(options, {
      onUp: () => this.say(present, () => undefined),
      onDown: () => undefined,
      onMessage: () => undefined,
    });
    this.connection.open();
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.connection.isUp) await this.sayGone();
    await this.connection.close(this.options.limits.publishDeadlineMs);
  }

  private async sayGone(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.say(this.options.will.payload, resolve);
    await within(promise, this.options.limits.publishDeadlineMs);
  }

  private say(payload: string, done: () => void): void {
    this.connection.send(this.options.will.topic, payload, 1, true, done);
  }
}
