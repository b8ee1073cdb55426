import { fileURLToPath } from 'node:url';
import {
  accessOf,
  brokerAddressOf,
  composeServices,
  createLog,
  hasEmbeddedBroker,
  loadSettings,
  refuseExposure,
  type Running,
} from '@kilowatch/service-kit';
import { bannerOf } from './banner.js';
import { BrokerEntrance } from './broker-entrance.js';
import { refuseOpenBroker } from './broker-protection.js';
import { dashboardIn } from './dashboard-files.js';
import { openDataFolder } from './data-folder.js';
import { LegacyPorts } from './legacy-ports.js';
import { services, servicesFor } from './services.js';
import { startBroker } from './start-broker.js';

/** Starts the whole product in this process; rejects with a sentence when it cannot. */
export async function startStandalone(): Promise<Running> {
  const settings = loadSettings(services);
  const { common } = settings;
  // refused before anything listens
  refuseExposure(common);
  refuseOpenBroker(common);
  const dataFolder = openDataFolder(common.DATA_DIR);
  const log = createLog(common);
  const isEmbedded = hasEmbeddedBroker(common);
  const access = accessOf(common, { log: log.child({ service: 'access' }) });
  const entrance = new BrokerEntrance(access);
  const embedded = isEmbedded ? await startBroker(common, { dataFolder, entrance, log }) : undefined;
  try {
    const broker = embedded
      ? { ...brokerAddressOf(common), port: embedded.port, ...entrance.own }
      : brokerAddressOf(common);
    const dashboard = dashboardIn(fileURLToPath(new URL('./public/', import.meta.url)));
    const legacy = new LegacyPorts();
    const running = await composeServices(servicesFor(common.DEMO), {
      settings,
      log,
      broker,
      access,
      ...(embedded && { checks: { 'embedded broker': embedded.problem }, figures: embedded.figures }),
      http: {
        ...dashboard,
        prepare: async (fastify) => {
          await dashboard.prepare(fastify);
          legacy.serve(fastify);
        },
      },
    });
    await legacy.listen(common).catch(async (error: unknown) => {
      legacy.close();
      await running.close();
      throw error;
    });
    entrance.open();
    process.stdout.write(
      bannerOf({ settings, url: new URL(running.url!), broker: { ...broker, isEmbedded }, dataFolder }),
    );
    return {
      ...running,
      close: async () => {
        embedded?.takeOnlyFrom(entrance.isOwn); // else it would confirm what nobody records any more
        legacy.stopAccepting();
        await running.close();
        legacy.close();
        await embedded?.close();
      },
    };
  } catch (error) {
    await embedded?.close();
    throw error;
  }
}
