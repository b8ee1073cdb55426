/** An InfluxDB 2 of which a test makes buckets. */
export interface InfluxTestServer {
  readonly url: string;
  readonly org: string;
  /** May make and delete buckets. */
  readonly token: string;
}

const env = (name: string): string | undefined => process.env[name] ?? undefined;

/** The real InfluxDB that INFLUX_TEST_URL, INFLUX_TEST_ORG and INFLUX_TEST_TOKEN name; undefined where there is none. */
export function realInflux(): InfluxTestServer | undefined {
  const [url, org, token] = [env('INFLUX_TEST_URL'), env('INFLUX_TEST_ORG'), env('INFLUX_TEST_TOKEN')];
  return url && org && token ? { url, org, token } : undefined;
}

/** A call of InfluxDB's management API; the JSON of the answer. */
export async function manage(
  { url, token }: InfluxTestServer,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/api/v2/${path}`, {
    method,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
