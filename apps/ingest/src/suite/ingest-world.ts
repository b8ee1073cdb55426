import { deviceRegistered, deviceState, quarantineList, telemetry } from '@kilowatch/contracts';
import { RawMqttClient, startBroker, startWorld, type World, type WorldOptions } from '@kilowatch/testing';
import { ingestService } from '../ingest-service.js';

/** Ingest with a real broker, and all that leaves it, from the first message on, as an independent client hears it. */
export async function startIngest(options: WorldOptions = {}) {
  const broker = options.broker ?? (await startBroker());
  const listener = await RawMqttClient.connect(broker);
  const heard = {
    batches: await listener.hear(telemetry),
    entries: await listener.hear(deviceRegistered),
    states: await listener.hear(deviceState),
  };
  const world = await startWorld(ingestService, { ...options, broker });
  const quarantine = (limit = 50) => world.client.request(quarantineList, {}, { limit });
  return { ...world, ...heard, quarantine };
}

export type IngestWorld = Awaited<ReturnType<typeof startIngest>>;

export const readingsIn = ({ batches }: Pick<IngestWorld, 'batches'>) =>
  batches.flatMap(({ body }) => body.readings);
export const messagesIn = ({ batches }: Pick<IngestWorld, 'batches'>) =>
  batches.flatMap(({ body }) => body.messages);

/** For another run on what this one leaves: the same broker, the same folder. */
export const afterwards = ({ broker, services }: World): WorldOptions => ({
  broker,
  env: { DATA_DIR: services.settings.common.DATA_DIR },
});
