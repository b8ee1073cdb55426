import { randomUUID } from 'node:crypto';
import { onTestEnd } from '@kilowatch/testing';
import type { Environment } from './child.js';

interface Server {
  readonly url: string;
  readonly org: string;
  /** May make and delete buckets. */
  readonly token: string;
}

/** The real InfluxDB that INFLUX_TEST_URL, INFLUX_TEST_ORG and INFLUX_TEST_TOKEN name; undefined: stories use SQLite. */
function namedServer(): Server | undefined {
  const { INFLUX_TEST_URL: url, INFLUX_TEST_ORG: org, INFLUX_TEST_TOKEN: token } = process.env;
  return url && org && token ? { url, org, token } : undefined;
}

const server = namedServer();
export const hasInflux = server !== undefined;

async function manage({ url, token }: Server, method: string, path: string, body?: object) {
  const answer = await fetch(`${url}/api/v2/${path}`, {
    method,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as { id: string; orgs: { id: string }[] };
}

/** Settings of a history in a bucket of its own, gone with the test; none where no InfluxDB is named. */
export async function historySettings(): Promise<Environment> {
  if (!server) return {};
  const { orgs } = await manage(server, 'GET', `orgs?org=${encodeURIComponent(server.org)}`);
  const name = `kilowatch-test-${randomUUID()}`;
  const { id } = await manage(server, 'POST', 'buckets', { orgID: orgs[0]?.id, name, retentionRules: [] });
  onTestEnd(() => manage(server, 'DELETE', `buckets/${id}`));
  return {
    HISTORY: 'influxdb',
    INFLUXDB_URL: server.url,
    INFLUXDB_ORG: server.org,
    INFLUXDB_TOKEN: server.token,
    INFLUXDB_BUCKET: name,
  };
}
