import { type ServiceName, serviceStatus } from '@kilowatch/contracts';
import type { DoorLog } from './door.js';

export interface PresenceParts {
  readonly service: ServiceName;
  readonly publish: (topic: string, payload: string) => Promise<void>;
  readonly log: DoorLog;
}

/** Tells the others whether this service can answer: retained, and `offline` as the last will of its connection. */
export class Presence {
  readonly topic: string;
  private isSaid = false;
  private isMeant = false;

  constructor(private readonly parts: PresenceParts) {
    this.topic = serviceStatus.topic({ name: parts.service });
  }

  get isOnline(): boolean {
    return this.isSaid;
  }

  /** Everything is subscribed. */
  async sayOnline(): Promise<void> {
    this.isMeant = true;
    try {
      await this.parts.publish(this.topic, 'online');
      this.isSaid = this.isMeant;
    } catch (error) {
      this.parts.log.warn({ error: String(error) }, 'could not tell the others that this service is online');
    }
  }

  async sayOffline(): Promise<void> {
    const wasMeant = this.isMeant;
    this.onDown();
    if (!wasMeant) return;
    await this.parts
      .publish(this.topic, 'offline')
      .catch((error: unknown) =>
        this.parts.log.warn(
          { error: String(error) },
          'could not tell the others that this service is offline',
        ),
      );
  }

  onDown(): void {
    this.isMeant = false;
    this.isSaid = false;
  }

  /** The last will of an earlier connection of this service may arrive after our `online`: say it again. */
  onOwnStatus(payload: Buffer): void {
    if (this.isMeant && payload.toString('latin1') !== 'online') this.sayOnline().catch(() => undefined);
  }
}
