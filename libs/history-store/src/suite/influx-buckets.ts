import { randomUUID } from 'node:crypto';
import { afterEach } from '@jest/globals';
import type { InfluxHistoryOptions } from '../influx-history-options.js';
import { InfluxHistoryStore } from '../influx-history-store.js';
import { type InfluxTestServer, manage } from './influx-server.js';

interface Listed {
  readonly id: string;
}

/** Buckets of a server, and stores on them, all gone after each test of the calling file. */
export function influxBuckets(server: () => InfluxTestServer) {
  const idOf = new Map<string, string>();
  const tokens: string[] = [];
  const opened: InfluxHistoryStore[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await Promise.all([...idOf.values()].map((id) => manage(server(), 'DELETE', `buckets/${id}`)));
    await Promise.all(tokens.splice(0).map((id) => manage(server(), 'DELETE', `authorizations/${id}`)));
    idOf.clear();
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
    idOf.set(name, String(bucket['id']));
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

  /** As somebody else would. */
  const writeLines = async (bucket: string, lines: readonly string[]): Promise<void> => {
    const { url, org, token } = server();
    const answer = await fetch(`${url}/api/v2/write?org=${org}&bucket=${bucket}&precision=ns`, {
      method: 'POST',
      headers: { authorization: `Token ${token}` },
      body: lines.join('\n'),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  /** A token that may read this bucket and nothing else. */
  const readOnly = async (bucket: string): Promise<string> => {
    const resource = { type: 'buckets', id: idOf.get(bucket) };
    const permissions = [{ action: 'read', resource }];
    const { id, token } = await manage(server(), 'POST', 'authorizations', {
      orgID: await organisation(),
      permissions,
    });
    tokens.push(String(id));
    return String(token);
  };

  return { make, open, settings, writeLines, readOnly };
}
