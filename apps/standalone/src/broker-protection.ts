import { type CommonConfig, hasEmbeddedBroker, isLoopbackName, StartRefused } from '@kilowatch/service-kit';

type BrokerExposure = Pick<CommonConfig, 'MQTT_HOST' | 'MQTT_BROKER_HOST' | 'AUTH'>;

/** The embedded broker asks nobody for a password yet: beyond loopback it is as open as the API would be. */
export function refuseOpenBroker(config: BrokerExposure): void {
  if (!hasEmbeddedBroker(config) || config.AUTH === 'open' || isLoopbackName(config.MQTT_HOST)) return;
  throw new StartRefused(
    `MQTT_HOST is ${config.MQTT_HOST}: anybody on the network could command the battery. Set one of\n` +
      `  MQTT_HOST=127.0.0.1   to serve this machine only\n` +
      `  AUTH=open             to let everybody in on purpose`,
  );
}
