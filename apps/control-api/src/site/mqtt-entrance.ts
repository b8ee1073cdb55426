import type { AccessMode } from '@kilowatch/access';
import type { MqttEntrance } from '@kilowatch/contracts';
import {
  type CommonConfig,
  hasEmbeddedBroker,
  isLoopbackName,
  type ServiceContext,
} from '@kilowatch/service-kit';

export interface EntranceConfig extends Pick<
  CommonConfig,
  'MQTT_BROKER_HOST' | 'MQTT_HOST' | 'MQTT_USERNAME' | 'TRUSTED_NETWORK'
> {
  readonly MQTT_PUBLISH_ADDRESS: string;
}

/** Listened on every address of the machine: then its name is what the client calls it. */
const wildcards = new Set(['0.0.0.0', '::']);

const at = (
  address: string,
  openedBy: string | null,
): Pick<MqttEntrance, 'host' | 'isLocal' | 'openedBy'> => {
  const isLocal = isLoopbackName(address);
  return { host: wildcards.has(address) ? null : address, isLocal, openedBy: isLocal ? openedBy : null };
};

/**
 * Where a device finds the broker. The embedded one listens where MQTT_HOST says and asks for the key where there is one. Between
 * containers the broker has a name that nobody else knows: the port that it is published on counts. Of a broker of somebody else's only
 * what we use is known.
 */
export function mqttEntranceOf(
  config: EntranceConfig,
  { broker: { host, port }, mode }: { broker: ServiceContext['broker']; mode: AccessMode },
): MqttEntrance {
  if (hasEmbeddedBroker(config))
    return { ...at(config.MQTT_HOST, 'MQTT_HOST'), port, account: mode === 'key' ? 'key' : 'none' };
  if (config.TRUSTED_NETWORK === 'container')
    return { ...at(config.MQTT_PUBLISH_ADDRESS, 'MQTT_PUBLISH_ADDRESS'), port, account: 'device' };
  return { ...at(host, null), port, account: config.MQTT_USERNAME === undefined ? 'none' : 'own' };
}
