import { type ServiceName, serviceSessions, serviceStatus } from '@kilowatch/contracts';
import type { DoorLog } from './door.js';

export interface PresenceParts {
  readonly service: ServiceName;
  /** Retained. */
  readonly publish: (topic: string, payload: string) => Promise<void>;
  /** What the broker keeps for this service while it is away. */
  readonly keptFilters: () => string[];
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
      await this.saySessions();
      if (!this.isMeant) return;
      await this.parts.publish(this.topic, 'online');
      this.isSaid = this.isMeant;
    } catch (error) {
      this.parts.log.warn({ error: String(error) }, 'could not tell the others that this service is online');
    }
  }

  private async saySessions(): Promise<void> {
    const filters = this.parts.keptFilters();
    if (filters.length === 0) return;
    const topic = serviceSessions.topic({ name: this.parts.service });
    await this.parts.publish(topic, JSON.stringify({ filters }));
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
