import { randomUUID } from 'node:crypto';
import { afterEach } from '@jest/globals';
import { InfluxHistoryStore, type InfluxHistoryOptions } from '../influx-history-store.js';
import { type InfluxTestServer, manage } from './influx-server.js';

interface Listed {
  readonly id: string;
}

/** Buckets of a server, and stores on them, all gone after each test of the calling file. */
export function influxBuckets(server: () => InfluxTestServer) {
  const made: string[] = [];
  const opened: InfluxHistoryStore[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await Promise.all(made.splice(0).map((id) => manage(server(), 'DELETE', `buckets/${id}`)));
  });

  const organisation = async (): Promise<string> => {
    const { orgs } = await manage(server(), 'GET', `orgs?org=${server().org}`);
    return (orgs as Listed[])[0]?.id ?? '';
  };

  /** Its name. */
  const make = async (retentionS = 0): Promise<string> => {
    const name = `kilowatch-test-${randomUUID()}`;
    const retentionRules = retentionS > 0 ? [{ type: 'expire', everySeconds: retentionS }] : [];
    const bucket = await manage(server(), 'POST', 'buckets', {
      orgID: await organisation(),
      name,
      retentionRules,
    });
    made.push(String(bucket['id']));
    return name;
  };

  const settings = (bucket: string) => {
    const { url, org, token } = server();
    return { url, org, token, bucket, prefix: 'INFLUXDB' };
  };

  const open = async (bucket: string, options: Partial<InfluxHistoryOptions> = {}) => {
    const store = await InfluxHistoryStore.open({ ...settings(bucket), ...options });
    opened.push(store);
    return store;
  };

  return { make, open, settings };
}
