import type { Door } from '@kilowatch/messaging';
import type { CommonConfig } from '@kilowatch/service-kit';
import { BrokerLink } from './broker-link.js';
import { DetailsRoutes } from './details-routes.js';
import { ServiceListener } from './service-listener.js';
import { SettingsDesk } from './settings-desk.js';
import { SystemDesk } from './system-desk.js';
import { SystemRoutes } from './system-routes.js';

type BrokerConfig = Pick<CommonConfig, 'MQTT_BROKER_HOST' | 'MQTT_BROKER_PORT'>;

export const systemControllers = [DetailsRoutes, ServiceListener, SystemRoutes];

export const systemProviders = (config: BrokerConfig, door: Pick<Door, 'problem'>) => [
  { provide: BrokerLink, useValue: linkTo(config, door) },
  SettingsDesk,
  SystemDesk,
];

const linkTo = (
  { MQTT_BROKER_HOST: host, MQTT_BROKER_PORT: port }: BrokerConfig,
  { problem }: Pick<Door, 'problem'>,
): BrokerLink =>
  host === undefined
    ? { kind: 'embedded', address: null, problem }
    : { kind: 'external', address: `${host}:${port}`, problem };
