import { covers, Fault, type ServiceName, serviceSessions } from '@kilowatch/contracts';
import type * as z from 'zod';
import { decode } from '../consuming/decode.js';

/** For which topics the broker keeps messages of which service, from the services' retained `sessions`. */
export class KeeperDirectory {
  private readonly filters = new Map<string, readonly string[]>();
  private waiting: (() => void)[] = [];

  constructor(private readonly patienceMs: number) {}

  onDown(): void {
    this.filters.clear();
  }

  onSessions(topic: string, payload: Buffer, maxPayloadBytes: number): void {
    const service = serviceSessions.params(topic)?.name;
    if (service === undefined) return;
    const decoded = decode(serviceSessions, payload, maxPayloadBytes);
    const body = decoded.isRefused ? undefined : (decoded.body as z.output<typeof serviceSessions.schema>);
    this.filters.set(service, body?.filters ?? []);
    for (const wake of this.waiting.splice(0)) wake();
  }

  isKept(keeper: ServiceName, topic: string): boolean {
    return this.filters.get(keeper)?.some((filter) => covers(filter, topic)) === true;
  }

  /**
   * Resolves when the keeper's session exists. Fault `service.unavailable` when it does not come to exist while we wait: at the
   * first start of a site nobody has subscribed yet, and what is published goes nowhere.
   */
  async whenKept(keeper: ServiceName, topic: string): Promise<void> {
    const endMs = performance.now() + this.patienceMs;
    while (!this.isKept(keeper, topic)) {
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) throw unkept(keeper, topic);
      await this.news(leftMs);
    }
  }

  private news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting = this.waiting.filter((other) => other !== wake);
        resolve();
      };
      // What has arrived while this process was busy is read before it is judged.
      const timer = setTimeout(() => setImmediate(wake), withinMs);
      this.waiting.push(wake);
    });
  }
}

const unkept = (keeper: ServiceName, topic: string): Fault =>
  new Fault(
    'service.unavailable',
    `Waiting for the first start of ${keeper}: the broker keeps nothing for it yet, and what is published on ${topic} would be lost`,
  );
