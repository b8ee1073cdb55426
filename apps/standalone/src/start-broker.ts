import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import type { CommonConfig, RootLog } from '@kilowatch/service-kit';
import { join } from 'node:path';
import type { BrokerEntrance } from './broker-entrance.js';

const mib = 1024 * 1024;

/** Starts the embedded broker with the sessions of our services on the disk. Rejects with a sentence when it cannot. */
export function startBroker(
  config: CommonConfig,
  parts: { readonly dataFolder: string; readonly entrance: BrokerEntrance; readonly log: RootLog },
): Promise<EmbeddedBroker> {
  const { dataFolder, entrance } = parts;
  const log = parts.log.child({ service: 'broker' });
  return EmbeddedBroker.listen({
    host: config.MQTT_HOST,
    port: config.MQTT_PORT,
    log,
    authenticate: entrance.authenticate,
    commandTopics: [config.MQTT_TOPIC_CHARGE, config.MQTT_TOPIC_DISCHARGE],
    durable: {
      folder: join(dataFolder, 'broker-journal'),
      quotaBytes: config.BROKER_JOURNAL_MIB * mib,
      isOwn: entrance.isOwn,
      // Nobody knows what the disk has kept: a new start reads it, which this process cannot.
      onBroken: ({ message }) => {
        log.error({}, message);
        process.exit(1);
      },
    },
  });
}
