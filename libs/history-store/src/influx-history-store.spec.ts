import { describeHistoryStore } from './history-store.suite.js';
import { influxBuckets } from './suite/influx-buckets.js';
import { realInflux } from './suite/influx-server.js';

const server = realInflux();
if (server) {
  const { make, open } = influxBuckets(() => server);
  describeHistoryStore('InfluxDB', async () => open(await make(), { limits: { messagePageBytes: 100 } }));
}
