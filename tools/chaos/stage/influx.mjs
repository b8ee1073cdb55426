import { randomUUID } from 'node:crypto';
import { StoreProxy } from '../network/store-proxy.mjs';
import { library } from './library.mjs';

async function manage({ url, token }, method, path, body) {
  const reply = await fetch(`${url}/api/v2/${path}`, {
    method,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

/** The server that INFLUX_TEST_URL, INFLUX_TEST_ORG and INFLUX_TEST_TOKEN name, with a bucket that goes with the run. */
async function realServer() {
  const { INFLUX_TEST_URL: url, INFLUX_TEST_ORG: org, INFLUX_TEST_TOKEN: token } = process.env;
  if (!url || !org || !token) return undefined;
  const server = { url, org, token, bucket: `kilowatch-chaos-${randomUUID()}` };
  const { orgs } = await manage(server, 'GET', `orgs?org=${encodeURIComponent(org)}`);
  const { id } = await manage(server, 'POST', 'buckets', {
    orgID: orgs[0].id,
    name: server.bucket,
    retentionRules: [],
  });
  const close = () => manage(server, 'DELETE', `buckets/${id}`);
  return { ...server, is: `the InfluxDB at ${url}`, close };
}

async function standIn() {
  const { InfluxDouble } = await library('libs/history-store/src/suite/influx-double/influx-double.ts');
  const double = await InfluxDouble.start();
  double.addBucket('chaos');
  const { url, org, token } = double;
  const is = 'a stand-in for InfluxDB at the wire (INFLUX_TEST_URL names no real one)';
  return { url, org, token, bucket: 'chaos', is, close: () => double.close() };
}

/** An InfluxDB, or what stands in for one, behind a proxy that can spoil it. */
export class Influx {
  static async open() {
    const server = (await realServer()) ?? (await standIn());
    return new Influx(server, await StoreProxy.before(server.url));
  }

  constructor(server, proxy) {
    Object.assign(this, { server, proxy, is: `${server.is}, behind a fault proxy` });
  }

  environment() {
    const { org, token, bucket } = this.server;
    return {
      HISTORY: 'influxdb',
      INFLUXDB_URL: this.proxy.url,
      INFLUXDB_ORG: org,
      INFLUXDB_TOKEN: token,
      INFLUXDB_BUCKET: bucket,
    };
  }

  async close() {
    await this.proxy.close();
    await this.server.close();
  }
}
