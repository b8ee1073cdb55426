import { type BrokerAddress, type MessagingLimits, messagingLimits } from '@kilowatch/messaging';
import * as z from 'zod';
import type { CommonConfig } from './common-config.js';

/** `outboxMessages` → `MQTT_OUTBOX_MESSAGES`: the name of a messaging limit in the configuration. */
const limitName = (limit: string): string =>
  `MQTT_${limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Every messaging limit by its name in the configuration. */
export const brokerLimitsConfig = z.object(
  Object.fromEntries(
    Object.entries(messagingLimits.shape).map(([limit, schema]) => [limitName(limit), schema]),
  ),
);

/** Back to the names that the door uses. */
export const messagingLimitsOf = (config: z.output<typeof brokerLimitsConfig>): MessagingLimits =>
  messagingLimits.parse(
    Object.fromEntries(Object.keys(messagingLimits.shape).map((limit) => [limit, config[limitName(limit)]])),
  );

type BrokerConfig = Pick<
  CommonConfig,
  'MQTT_BROKER_HOST' | 'MQTT_BROKER_PORT' | 'MQTT_HOST' | 'MQTT_PORT' | 'MQTT_USERNAME' | 'MQTT_PASSWORD'
>;

/** True when no broker is named: standalone starts its own on MQTT_HOST and MQTT_PORT. */
export const hasEmbeddedBroker = (config: Pick<CommonConfig, 'MQTT_BROKER_HOST'>): boolean =>
  config.MQTT_BROKER_HOST === undefined;

const reachable = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

/** Where services connect to. */
export const brokerAddressOf = (config: BrokerConfig): BrokerAddress => ({
  ...(config.MQTT_BROKER_HOST === undefined
    ? { host: reachable(config.MQTT_HOST), port: config.MQTT_PORT }
    : { host: config.MQTT_BROKER_HOST, port: config.MQTT_BROKER_PORT }),
  username: config.MQTT_USERNAME,
  password: config.MQTT_PASSWORD,
});
