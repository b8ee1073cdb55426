import { serviceName, serviceSessions, telemetry } from '@kilowatch/contracts';
import { type BrokerAddress, createDoor, type MessagingClient } from '@kilowatch/messaging';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import {
  composeServices,
  createLog,
  type Environment,
  loadSettings,
  type RunningServices,
  type ServiceDefinition,
} from '@kilowatch/service-kit';
import { RawMqttClient } from './mqtt-client.js';
import { onTestEnd } from './on-test-end.js';
import { aTemporaryFolder } from './temporary-folder.js';

/** Real parts around the service under test: a broker, the service in this process, and who talks to it. */
export interface World {
  readonly broker: BrokerAddress;
  readonly services: RunningServices;
  /** Of product HTTP; '' where no service has any. */
  readonly url: string;
  /** Typed publish and request from beside the services, through a door of its own. */
  readonly client: MessagingClient;
  /** A plain MQTT client. */
  readonly mqtt: RawMqttClient;
}

export interface WorldOptions {
  /** Settings of the services, as environment variables. */
  readonly env?: Environment;
  /** Default: an embedded broker of its own on a free port. A test puts a proxy or a Mosquitto here. */
  readonly broker?: BrokerAddress;
  /** UTC epoch ms. */
  readonly now?: () => number;
}

/** Runs against a broker that is not there for long: tests do not wait for patience made for networks. */
const impatient = {
  MQTT_RECONNECT_MIN_MS: '10',
  MQTT_RECONNECT_MAX_MS: '50',
  MQTT_CONNECT_TIMEOUT_MS: '1000',
  MQTT_DRAIN_MS: '1000',
};

/** An embedded broker on a free port, closed with the test. */
export async function startBroker(port = 0): Promise<EmbeddedBroker> {
  const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port });
  onTestEnd(() => broker.close());
  return broker;
}

async function addressOfOwnBroker(): Promise<BrokerAddress> {
  const { host, port } = await startBroker();
  return { host, port };
}

/** As after the first start of a site: the broker keeps the telemetry, whether or not a historian is under test. */
async function siteThatHasRun(broker: BrokerAddress): Promise<RawMqttClient> {
  const mqtt = await RawMqttClient.connect(broker);
  const topic = serviceSessions.topic({ name: 'historian' });
  await mqtt.publish(topic, { filters: [telemetry.filter] }, { retain: true });
  return mqtt;
}

/** Starts services against a broker and closes all of it with the running test. The environment of the process plays no part. */
export async function startWorld(
  definitions: ServiceDefinition | readonly ServiceDefinition[],
  options: WorldOptions = {},
): Promise<World> {
  const all = [definitions].flat();
  const broker = options.broker ?? (await addressOfOwnBroker());
  const folder = await aTemporaryFolder();
  const env = {
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    ...impatient,
    ...options.env,
  };
  const settings = loadSettings(all, { env, folder });
  const log = createLog(settings.common);
  const mqtt = await siteThatHasRun(broker);
  const services = await composeServices(all, {
    settings,
    broker,
    log,
    ...(options.now && { now: options.now }),
  });
  onTestEnd(() => services.close());
  const door = createDoor({
    service: nameBeside(all),
    broker,
    limits: settings.limits,
    ...(options.now && { now: options.now }), // as of one machine
  });
  onTestEnd(() => door.close());
  await door.whenReady();
  return { broker, services, url: services.url ?? '', client: door.client, mqtt };
}

// The client's door must not speak for a service under test: closing it says `offline`.
const nameBeside = (definitions: readonly ServiceDefinition[]) =>
  serviceName.options.findLast((name) => definitions.every((definition) => definition.name !== name)) ??
  'simulator';
