import {
  askForKey,
  type CommonConfig,
  hasEmbeddedBroker,
  isLoopbackName,
  letEverybodyIn,
  refusedUnless,
} from '@kilowatch/service-kit';

type BrokerExposure = Pick<CommonConfig, 'MQTT_HOST' | 'MQTT_BROKER_HOST' | 'AUTH' | 'API_KEY'>;

/** Without a key the embedded broker asks nobody for a password: beyond loopback it is as open as the API would be. */
export function refuseOpenBroker(config: BrokerExposure): void {
  const { MQTT_HOST, AUTH, API_KEY } = config;
  if (!hasEmbeddedBroker(config) || AUTH === 'open' || API_KEY !== undefined || isLoopbackName(MQTT_HOST))
    return;
  throw refusedUnless(`MQTT_HOST is ${MQTT_HOST}: anybody on the network could command the battery.`, [
    askForKey,
    ['MQTT_HOST=127.0.0.1', 'to serve this machine only'],
    letEverybodyIn,
  ]);
}
