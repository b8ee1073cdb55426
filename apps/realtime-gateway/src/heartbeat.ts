import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FanOut } from './fan-out.js';
import { GatewaySettings } from './gateway-settings.js';

/** Lets the sockets know, whatever the devices do, that the connection is alive: a pulled cable says nothing by itself. */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, OnModuleDestroy {
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly fanOut: FanOut,
    private readonly settings: GatewaySettings,
  ) {}

  onApplicationBootstrap(): void {
    this.beating = setInterval(() => this.fanOut.beat(), this.settings.readers.beatMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.beating);
  }
}
