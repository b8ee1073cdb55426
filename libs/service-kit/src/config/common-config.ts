import {
  cellTopic,
  chargeCommanded,
  dischargeCommanded,
  heatPumpBrand,
  lineProtocolFilter,
  sensorTraffic,
  valuesFilter,
} from '@kilowatch/contracts';
import * as z from 'zod';
import { displayField } from './display-field.js';
import {
  apiKey,
  atLeastOne,
  heatPumpBrands,
  legacyPorts,
  onOrOff,
  originList,
  portNumber,
  secret,
  timeZone,
  topicFilters,
  topicName,
} from './fields.js';

/** Settings that more than one service reads. A service picks what it needs: `commonConfig.pick({ DATA_DIR: true })`. */
export const commonConfig = z.object({
  PORT: portNumber().default(5003).describe('product HTTP and sockets'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  LEGACY_PORTS: legacyPorts().describe(
    'standalone: further ports that serve the same, and whose / is the page of that predecessor',
  ),

  MQTT_BROKER_HOST: z.string().optional().describe('unset: the embedded broker'),
  MQTT_BROKER_PORT: portNumber().default(1883).describe('port of the broker at MQTT_BROKER_HOST'),
  MQTT_HOST: z.string().default('127.0.0.1').describe('address the embedded broker listens on'),
  MQTT_PORT: portNumber().default(1883).describe('port the embedded broker listens on'),
  BROKER_JOURNAL_MIB: z.coerce
    .number()
    .int()
    .min(16)
    .max(65_536)
    .default(256)
    .describe('what the embedded broker may keep on the disk for our services; devices get half of it'),
  MQTT_USERNAME: z.string().min(1).optional().describe('of the broker at MQTT_BROKER_HOST'),
  MQTT_PASSWORD: secret().optional().describe('of the broker at MQTT_BROKER_HOST'),
  MQTT_TOPIC_CHARGE: topicName()
    .default(chargeCommanded.pattern)
    .describe('where commands to charge are published'),
  MQTT_TOPIC_DISCHARGE: topicName()
    .default(dischargeCommanded.pattern)
    .describe('where commands to discharge are published; must differ'),
  MQTT_TOPICS: topicFilters()
    .default(sensorTraffic.filters.join())
    .describe('where sensors publish JSON with a "value"; the second and third level are id and type'),
  MQTT_TOPIC_ESP32: topicName().default(cellTopic).describe('where ESP32s publish that watch a cell'),
  MQTT_TOPICS_LINE_PROTOCOL: topicFilters()
    .default(lineProtocolFilter)
    .describe('where InfluxDB line protocol is published'),
  MQTT_TOPICS_VALUES: topicFilters()
    .default(valuesFilter)
    .describe('where plain numbers are published, and JSON objects of them; the second level is the device'),

  BATTERY_RATED_KW: z.coerce.number().gt(0).optional().describe('kW; unset: no rating check'),
  DATA_DIR: z.string().default('./data').describe('folder of the databases; it is made'),
  DEMO: onOrOff().default(true).describe('default: on with the embedded broker only'),
  HEATPUMP_BRAND: heatPumpBrand
    .optional()
    .describe('of every heat pump that has none of its own; unset: recognised by its registers'),
  HEATPUMP_BRANDS: heatPumpBrands().describe(
    'of single heat pumps by their ids; in kilowatch.yaml lines under heatPumps',
  ),
  DISPLAY_SETTINGS: displayField().describe(
    'what the dashboard shows how, as JSON; in kilowatch.yaml lines under display: docs/dashboard.md',
  ),
  TIME_ZONE: timeZone().describe('days and energy sums of the site'),

  API_KEY: apiKey()
    .optional()
    .describe('asked of everybody; with it HOST and MQTT_HOST may be beyond loopback'),
  KEYLESS_MONITORING: onOrOff()
    .default(false)
    .describe(
      'on: routes and socket events of the monitoring predecessors ask nobody for the key, as their devices and pages know none',
    ),
  SESSION_HOURS: z.coerce.number().int().min(1).max(8_760).default(168).describe('until a login expires'),
  KEY_TRIES: atLeastOne(10).describe('different wrong keys from one address before it has to wait'),
  KEY_PAUSE_MAX_MS: atLeastOne(30_000).describe('the longest such wait, after doubling from 1 s'),
  KEY_TRIES_CLIENTS: atLeastOne(1_000).describe('addresses whose wrong tries are remembered'),
  TRUSTED_NETWORK: z
    .enum(['container'])
    .optional()
    .describe(
      'container: only a published port leads here, through a proxy whose X-Forwarded headers are believed',
    ),
  PUBLISH_ADDRESS: z
    .string()
    .default('127.0.0.1')
    .describe('with TRUSTED_NETWORK: the address of the host on which the ports are published'),
  AUTH: z.enum(['open']).optional().describe('open: anyone who reaches the port may do everything'),
  CORS_ORIGINS: originList().describe('web pages of other origins that may call the API'),

  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('this and what is worse is logged'),
  LOG_FORMAT: z.enum(['json', 'text']).optional().describe('unset: text in a terminal, else JSON'),
  HEALTH_PORT: portNumber()
    .optional()
    .describe('0: any free port; unset: 5101 and up by service, none when services share a process'),
  HEALTH_HOST: z.string().default('127.0.0.1').describe('address the health listener listens on'),

  HTTP_BODY_LIMIT_BYTES: atLeastOne(1024 * 1024).describe('a larger body is refused'),
  HTTP_REQUEST_TIMEOUT_MS: atLeastOne(10_000).describe(
    'to receive a whole request; one that is streamed (an import) may take longer',
  ),
  HTTP_KEEPALIVE_TIMEOUT_MS: atLeastOne(72_000).describe('an idle connection is closed after it'),
  HTTP_CONNECTIONS: atLeastOne(10_000).describe('open connections, sockets included'),
  SOCKET_JOIN_TIMEOUT_MS: atLeastOne(10_000).describe(
    'a socket that has joined no namespace (for want of the key) is closed after it',
  ),
  DETAILS_MS: atLeastOne(2_000).describe('least time between two publications of what a service counts'),
  HTTP_DRAIN_MS: atLeastOne(1_500).describe('for requests being answered at shutdown'),
  SHUTDOWN_DEADLINE_MS: atLeastOne(4_800).describe('the process ends at the latest then'),
});
export type CommonConfig = z.output<typeof commonConfig>;
