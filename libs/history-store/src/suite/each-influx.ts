import { afterAll, beforeAll, describe } from '@jest/globals';
import { influxBuckets } from './influx-buckets.js';
import { InfluxDouble } from './influx-double/influx-double.js';
import { type InfluxTestServer, realInflux } from './influx-server.js';

/** What a test gets: buckets of its own on one server. */
export interface InfluxUnderTest extends ReturnType<typeof influxBuckets> {
  /** How it is called in the output. */
  readonly name: string;
  readonly server: () => InfluxTestServer;
}

/** Runs tests against the double, and against the real InfluxDB where the environment names one (INFLUX_TEST_URL). */
export function withEachInflux(tests: (influx: InfluxUnderTest) => void): void {
  const real = realInflux();
  if (real) underTest('InfluxDB', () => real, tests);
  let double: InfluxDouble;
  underTest(
    'InfluxDB (wire-level double)',
    () => double,
    (influx) => {
      beforeAll(async () => {
        double = await InfluxDouble.start();
      });
      afterAll(() => double.close());
      tests(influx);
    },
  );
}

function underTest(
  name: string,
  server: () => InfluxTestServer,
  tests: (influx: InfluxUnderTest) => void,
): void {
  describe(name, () => tests({ name, server, ...influxBuckets(server) }));
}
