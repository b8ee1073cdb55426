import { formatInstantWithOffset } from '@kilowatch/compat';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { GatewayLog } from '../gateway-log.js';
import { GatewaySettings } from '../gateway-settings.js';
import { PredecessorAnswers } from './predecessor-answers.js';
import { PredecessorPages } from './predecessor-pages.js';

type Graphs = { timestamp: string } & Record<string, unknown>;

/** The graphs of the heat pump, sent to each page for its own range. Pages with the same range share them. */
@Injectable()
export class GraphUpdates implements OnModuleInit, OnModuleDestroy {
  private ticking: NodeJS.Timeout | undefined;
  private isBusy = false;

  constructor(
    private readonly pages: PredecessorPages,
    private readonly answers: PredecessorAnswers,
    private readonly settings: GatewaySettings,
    private readonly log: GatewayLog,
  ) {}

  onModuleInit(): void {
    this.ticking = setInterval(() => void this.push(), this.settings.pages.graphUpdateMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.ticking);
  }

  /** The seven blocks of a range, as they are now. Rejects when they are not to be had. */
  async of(range: string): Promise<Graphs> {
    const { config: _config, ...blocks } = (await this.answers.to({
      of: 'heat-pump-graphs',
      range,
    })) as Record<string, unknown>;
    return { ...blocks, timestamp: formatInstantWithOffset(this.settings.now()) };
  }

  // One range after the other: many of them must not ask for everything at once.
  private async push(): Promise<void> {
    if (this.isBusy || this.pages.isEmpty) return;
    this.isBusy = true;
    this.pages.sweep();
    for (const range of this.pages.ranges) {
      const graphs = await this.of(range).catch((err: unknown) => this.log.warn({ err, range }, notUpdated));
      if (graphs) this.pages.tellThoseOf(range, graphs);
    }
    this.isBusy = false;
  }
}

const notUpdated = 'The graphs of the heat pump were not updated';
