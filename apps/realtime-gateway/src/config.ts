import { longestBeatMs } from '@kilowatch/contracts';
import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';

/** Settings of the gateway. */
export const realtimeGatewayConfig = z.object({
  ...commonConfig.pick({ MQTT_TOPIC_CHARGE: true, MQTT_TOPIC_DISCHARGE: true, MQTT_TOPICS: true }).shape,
  LIVE_MAX_DEVICES: atLeastOne(1_000).describe(
    'devices with live values; those that come when there are so many have none',
  ),
  LIVE_PLACE_KEPT_MS: atLeastOne(86_400_000).describe(
    'a device that has been silent for so long gives up its place among LIVE_MAX_DEVICES when another needs one',
  ),
  LIVE_MAX_METRICS: atLeastOne(256).describe('live metrics per device; the one unchanged for longest goes'),
  LIVE_MAX_AHEAD_MS: atLeastOne(60_000).describe(
    'a value from further in the future gives way to the next one',
  ),
  LIVE_PRIMING_PAUSE_MIN_MS: atLeastOne(250).describe(
    'first pause before the history is asked again at start',
  ),
  LIVE_PRIMING_PAUSE_MAX_MS: atLeastOne(30_000).describe('longest pause, after doubling'),
  SOCKET_BACKLOG_BYTES: atLeastOne(64 * 1024).describe(
    'not yet taken by a socket; above it, a socket gets only the newest values once it has caught up',
  ),
  SOCKET_CLOSE_BYTES: atLeastOne(4 * 1024 * 1024).describe(
    'not yet taken by a socket; above it, it is closed',
  ),
  SOCKET_CLOSE_AFTER_MS: atLeastOne(10_000).describe('when it has been above SOCKET_CLOSE_BYTES for so long'),
  SOCKET_BEAT_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(longestBeatMs)
    .default(2_000)
    .describe(
      'how often a socket hears that the gateway is there, and what time it is; a page that hears nothing for 4.5 s says that it is offline',
    ),
  SOCKET_GREETING_MS: atLeastOne(50).describe(
    'sockets that connect within it and watch the same get their snapshot together',
  ),
  SOCKET_SWEEP_MS: atLeastOne(25).describe('how often sockets that lag are looked at'),
  PAGES_GAS_HEARTBEAT_MS: atLeastOne(5_000).describe(
    "how often the predecessors' pages hear the newest message of the gas meters again",
  ),
  PAGES_GRAPH_UPDATE_MS: atLeastOne(30_000).describe(
    "how often the predecessors' pages get the graphs of the heat pump",
  ),
  SOCKET_EVENTS_PER_S: atLeastOne(20).describe('events that a socket may send; ten times as many close it'),
});
export type RealtimeGatewayConfig = z.output<typeof realtimeGatewayConfig>;
