import { gasEntityOf } from '@kilowatch/compat';
import type { GasEntity, OriginalMessage } from '@kilowatch/contracts';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { GatewaySettings } from '../gateway-settings.js';
import { PredecessorAnswers } from './predecessor-answers.js';
import type { PredecessorPage } from './predecessor-page.js';
import { PredecessorPages } from './predecessor-pages.js';

/**
 * The newest message of any gas meter. The predecessor said it over and over; here it is said when it is new, to each page when that comes
 * (it stays blank until then), and now and then, for those who take silence for a failure.
 */
@Injectable()
export class NewestGas implements OnModuleInit, OnModuleDestroy {
  private newest: GasEntity | undefined;
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly pages: PredecessorPages,
    private readonly answers: PredecessorAnswers,
    private readonly settings: GatewaySettings,
  ) {}

  onModuleInit(): void {
    this.beating = setInterval(() => void this.beat(), this.settings.pages.gasHeartbeatMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.beating);
  }

  take(original: OriginalMessage): void {
    const entity = gasEntityOf(original);
    if (!entity) return;
    this.newest = entity;
    this.pages.tell('update_data', entity);
  }

  async greet({ socket }: PredecessorPage): Promise<void> {
    const known = this.newest;
    const entity = known ?? (await this.stored());
    // What came meanwhile was sent to everybody.
    if (entity && this.newest === known) socket.emit('update_data', entity);
  }

  private async beat(): Promise<void> {
    if (this.pages.isEmpty) return;
    this.pages.sweep();
    const entity = this.newest ?? (await this.stored());
    if (entity) this.pages.tell('update_data', this.newest ?? entity);
  }

  /** Nothing of what came before our start is known here. */
  private async stored(): Promise<GasEntity | undefined> {
    const answer = await this.answers.to({ of: 'gas-latest' }).catch(() => null);
    return (answer as GasEntity | null) ?? undefined;
  }
}
