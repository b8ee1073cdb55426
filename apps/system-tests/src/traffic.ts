import { setTimeout as pause } from 'node:timers/promises';
import { onTestEnd } from '@kilowatch/testing';
import { postJson } from './http.js';
import type { Product } from './product.js';
import type { Witness } from './witness.js';

const everyMs = 20;

/** What was asked, and how it was answered. */
export interface Asked {
  readonly path: '/charge' | '/writeCharge';
  /** kW, different each time. */
  readonly charge: number;
  readonly status: number;
  readonly body: unknown;
  readonly tookMs: number;
}

/** A user who commands and writes, and a battery that reports, without a break, until told to stop. */
export class Traffic {
  readonly asked: Asked[] = [];
  /** Times of the reports that the broker has confirmed, UTC epoch ms. */
  readonly reported: number[] = [];
  private isStopping = false;
  private readonly ends: Promise<void>[];

  constructor(
    private readonly product: Product,
    private readonly battery: Witness,
    private readonly batteryId: string,
  ) {
    this.ends = [this.ask(), this.report()];
    onTestEnd(() => (this.isStopping = true));
  }

  /** Resolves when the last answer is there. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.ends);
  }

  answered(path: Asked['path']): number[] {
    return this.asked.filter((one) => one.path === path && one.status === 200).map(({ charge }) => charge);
  }

  private async ask(): Promise<void> {
    for (let i = 1; !this.isStopping; i++) {
      const path = i % 2 === 0 ? '/charge' : '/writeCharge';
      const charge = i / 1_000;
      const startedAtMs = performance.now();
      const { status, body } = await postJson(`${this.product.url}${path}`, { charge });
      this.asked.push({ path, charge, status, body, tookMs: performance.now() - startedAtMs });
      await pause(everyMs);
    }
  }

  private async report(): Promise<void> {
    while (!this.isStopping) {
      const atMs = Date.now();
      const body = { socPct: 50, at: new Date(atMs).toISOString() };
      await this.battery.publish(`batteries/${this.batteryId}/state`, body);
      this.reported.push(atMs);
      await pause(everyMs);
    }
  }
}
