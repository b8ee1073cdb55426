import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GatewayLog } from './gateway-log.js';
import { GatewaySettings } from './gateway-settings.js';
import { LiveState } from './live-state.js';

const everyMs = 60_000;

/** Logs that there are more devices than can be live: once a minute at most, and only while their number changes. */
@Injectable()
export class PlacesWarning implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private said = 0;

  constructor(
    private readonly live: LiveState,
    private readonly settings: GatewaySettings,
    private readonly log: GatewayLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), everyMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const devices = this.live.places.devicesWithout;
    if (devices === this.said) return;
    this.said = devices;
    const most = this.settings.live.devices;
    if (devices > 0)
      this.log.warn({ devices }, `${devices} devices more than LIVE_MAX_DEVICES=${most} have no live values`);
    else this.log.info({}, 'Every device has live values again');
  }
}
