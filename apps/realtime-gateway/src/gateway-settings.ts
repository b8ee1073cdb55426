import { filtersIn } from '@kilowatch/contracts';
import type { RealtimeGatewayConfig } from './config.js';
import type { LiveLimits } from './live-room.js';

export interface ReaderLimits {
  /** Bytes that a socket has not taken; beyond, it gets only the newest values once it has caught up. */
  readonly backlogBytes: number;
  /** Beyond, for `closeAfterMs`, it is closed. */
  readonly closeBytes: number;
  readonly closeAfterMs: number;
  readonly sweepMs: number;
  /** How often all of them hear that we are here. */
  readonly beatMs: number;
  /** Those who come within it and watch the same are greeted together. */
  readonly greetingMs: number;
  readonly eventsPerS: number;
}

export interface PageSettings {
  /** How often the newest message of the gas meters is said again. */
  readonly gasHeartbeatMs: number;
  /** How often the graphs of the heat pump are sent. */
  readonly graphUpdateMs: number;
  /** MQTT filters of the IoT predecessor's sensors. */
  readonly sensorTopics: readonly string[];
}

/** The bounds of the gateway, and its clock. */
export class GatewaySettings {
  readonly live: LiveLimits;
  readonly readers: ReaderLimits;
  readonly pages: PageSettings;
  /** Pauses before the historian is asked again at start: from the first, doubling, to the second. */
  readonly primingPauses: { readonly minMs: number; readonly maxMs: number };

  constructor(
    config: RealtimeGatewayConfig,
    /** UTC epoch ms. */
    readonly now: () => number,
  ) {
    this.live = {
      devices: config.LIVE_MAX_DEVICES,
      placeKeptMs: config.LIVE_PLACE_KEPT_MS,
      metrics: config.LIVE_MAX_METRICS,
      aheadMs: config.LIVE_MAX_AHEAD_MS,
    };
    this.readers = {
      backlogBytes: config.SOCKET_BACKLOG_BYTES,
      closeBytes: config.SOCKET_CLOSE_BYTES,
      closeAfterMs: config.SOCKET_CLOSE_AFTER_MS,
      sweepMs: config.SOCKET_SWEEP_MS,
      beatMs: config.SOCKET_BEAT_MS,
      greetingMs: config.SOCKET_GREETING_MS,
      eventsPerS: config.SOCKET_EVENTS_PER_S,
    };
    this.pages = {
      gasHeartbeatMs: config.PAGES_GAS_HEARTBEAT_MS,
      graphUpdateMs: config.PAGES_GRAPH_UPDATE_MS,
      sensorTopics: filtersIn(config.MQTT_TOPICS),
    };
    this.primingPauses = {
      minMs: config.LIVE_PRIMING_PAUSE_MIN_MS,
      maxMs: config.LIVE_PRIMING_PAUSE_MAX_MS,
    };
  }
}
