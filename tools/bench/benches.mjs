import { benchCharts } from './charts.mjs';
import { benchCommand } from './command.mjs';
import { benchDashboards } from './dashboards.mjs';
import { benchGraphs } from './graphs.mjs';
import { benchHistory } from './history.mjs';
import { benchIngestLatency } from './ingest-latency.mjs';
import { benchIngest } from './ingest.mjs';
import { benchLibraries } from './libraries.mjs';
import { benchLive } from './live.mjs';
import { benchMemoryAfterTraffic, benchServices, benchStart } from './memory.mjs';
import { benchOpenPage } from './open-page.mjs';
import { benchOutage } from './outage.mjs';
import { benchPageLoad } from './page-load.mjs';
import { benchPixel } from './pixel.mjs';
import { benchPosts } from './posts.mjs';
import { startStandalone } from './processes.mjs';
import { benchSizes } from './sizes.mjs';
import { benchStack } from './stack.mjs';
import { benchSustained } from './sustained.mjs';

/** Too long to be run with the others. */
export const onlyByName = new Set(['outage', 'open-page']);

async function benchProduct(say) {
  const standalone = await startStandalone();
  try {
    await benchCommand(standalone, say);
    await benchLive(standalone, say);
    await benchMemoryAfterTraffic(standalone, say);
  } finally {
    await standalone.stop();
  }
}

/** The benches by name, in the order in which they run; `npm run bench -- live sizes` runs some. Each says its lines. */
export const benches = {
  sizes: benchSizes,
  libraries: (say) => benchLibraries(say),
  dialects: (say) => benchLibraries(say, ['libs/simulation']),
  product: benchProduct,
  start: benchStart,
  services: benchServices,
  stack: benchStack,
  ingest: async (say) => {
    await benchIngest(say);
    await benchIngestLatency(say);
  },
  posts: benchPosts,
  history: benchHistory,
  graphs: benchGraphs,
  sustained: benchSustained,
  outage: benchOutage,
  'page-load': benchPageLoad,
  pixel: benchPixel,
  'open-page': benchOpenPage,
  dashboards: benchDashboards,
  charts: benchCharts,
};
