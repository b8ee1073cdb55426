import { StartRefused } from '@kilowatch/service-kit/config';
import { type InfluxApi, InfluxRefusal } from './influx-api.js';
import { newSecret, type Secrets } from './secrets.js';

const user = 'kilowatch';
const adminPassword = 'influxdb-admin-password';
const adminToken = 'influxdb-admin-token';
const historianToken = 'influxdb-token';

export interface InfluxSetUpOptions {
  readonly api: InfluxApi;
  readonly secrets: Secrets;
  readonly org: string;
  readonly bucket: string;
  /** Of an InfluxDB that was set up by somebody else. */
  readonly adminToken: string | undefined;
  readonly say: (line: string) => void;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Sets InfluxDB up where nobody has, and sees to bucket and token of the historian. Again and again with the same end.
 * Throws {@link StartRefused} with what to do when it cannot.
 */
export async function setUpInflux(options: InfluxSetUpOptions): Promise<void> {
  const { api, secrets, org, bucket, say } = options;
  const { allowed } = await api.ask<{ allowed: boolean }>('GET', '/api/v2/setup');
  if (allowed) await firstSetUp(options);
  else if (await isTokenGood(options))
    return say(`InfluxDB: bucket ${bucket} and the historian's token are there`);
  const admin = api.with(await tokenOfAdmin(options));
  try {
    const orgId = await idOfOrg(admin, org);
    const bucketId = await idOfBucket(admin, { org, orgId, bucket, say });
    await secrets.write('historian', historianToken, await newToken(admin, orgId, bucketId));
    say(`InfluxDB: the historian has a token for bucket ${bucket} of ${org}, and for nothing else`);
  } catch (error) {
    if (error instanceof InfluxRefusal) throw refusedAs(error, options);
    throw error;
  }
}

// Kept before it is used: a set-up that is interrupted after InfluxDB has taken it must not lock us out.
async function firstSetUp({ api, secrets, org, bucket, say }: InfluxSetUpOptions): Promise<void> {
  const { value: password } = await secrets.keep('init', adminPassword);
  const { value: token } = await secrets.keep('init', adminToken);
  const wanted = { username: user, password, token, org, bucket, retentionPeriodSeconds: 0 };
  await api.ask('POST', '/api/v2/setup', wanted);
  say(`InfluxDB: set up, organisation ${org}, bucket ${bucket}, user ${user}`);
}

async function isTokenGood({ api, secrets, org, bucket }: InfluxSetUpOptions): Promise<boolean> {
  const token = await secrets.read('historian', historianToken);
  if (token === undefined) return false;
  try {
    return (await bucketsNamed(api.with(token), org, bucket)).length > 0;
  } catch (error) {
    if (error instanceof InfluxRefusal) return false;
    throw error;
  }
}

async function tokenOfAdmin({ adminToken: given, secrets }: InfluxSetUpOptions): Promise<string> {
  const token = given ?? (await secrets.read('init', adminToken));
  if (token !== undefined) return token;
  throw new StartRefused(
    'InfluxDB has been set up already, not by us: we have no token for it. Make an all-access token there (docker exec influxdb influx auth create --all-access) and run once\n' +
      '  docker-compose run --rm -e INFLUXDB_ADMIN_TOKEN=<token> init\n' +
      'or, if nothing in it is needed, remove the volume influxdb-data of this project and start again',
  );
}

async function idOfOrg(admin: InfluxApi, org: string): Promise<string> {
  const { orgs = [] } = await admin
    .ask<{ orgs?: Named[] }>('GET', `/api/v2/orgs?org=${encodeURIComponent(org)}`)
    .catch(orNone);
  const known = orgs.find(({ name }) => name === org);
  return (known ?? (await admin.ask<Named>('POST', '/api/v2/orgs', { name: org }))).id;
}

async function idOfBucket(
  admin: InfluxApi,
  { org, orgId, bucket, say }: { org: string; orgId: string; bucket: string; say: (line: string) => void },
): Promise<string> {
  const known = (await bucketsNamed(admin, org, bucket)).find(({ name }) => name === bucket);
  if (known) return known.id;
  const made = await admin.ask<Named>('POST', '/api/v2/buckets', {
    orgID: orgId,
    name: bucket,
    retentionRules: [],
  });
  say(`InfluxDB: bucket ${bucket} was missing and has been made`);
  return made.id;
}

async function bucketsNamed(api: InfluxApi, org: string, bucket: string): Promise<Named[]> {
  const query = new URLSearchParams({ org, name: bucket });
  const { buckets = [] } = await api
    .ask<{ buckets?: Named[] }>('GET', `/api/v2/buckets?${query.toString()}`)
    .catch(orNone);
  return buckets;
}

const orNone = (error: unknown): Record<string, never> => {
  if (error instanceof InfluxRefusal && error.status === 404) return {};
  throw error;
};

async function newToken(admin: InfluxApi, orgID: string, bucketId: string): Promise<string> {
  const resource = { type: 'buckets', id: bucketId, orgID };
  const { token } = await admin.ask<{ token: string }>('POST', '/api/v2/authorizations', {
    orgID,
    description: `historian of Kilowatch, ${newSecret().slice(0, 6)}`,
    permissions: ['read', 'write'].map((action) => ({ action, resource })),
  });
  return token;
}

const refusedAs = ({ message, status }: InfluxRefusal, { secrets }: InfluxSetUpOptions): StartRefused =>
  new StartRefused(
    `InfluxDB refused our token (${status}: ${message}). If its data was replaced, make an all-access token there (docker exec influxdb influx auth create --all-access) and run once\n` +
      '  docker-compose run --rm -e INFLUXDB_ADMIN_TOKEN=<token> init\n' +
      `The token it has now is in ${secrets.pathOf('init', adminToken)}`,
  );
