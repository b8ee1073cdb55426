const requestTimeoutMs = 10_000;

/** InfluxDB said no. */
export class InfluxRefusal extends Error {
  override readonly name = 'InfluxRefusal';

  constructor(
    readonly status: number,
    what: string,
  ) {
    super(what);
  }
}

/** The few calls of InfluxDB's HTTP API that a set-up needs. https://docs.influxdata.com/influxdb/v2/api/v2/ */
export class InfluxApi {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  with(token: string): InfluxApi {
    return new InfluxApi(this.url, token);
  }

  /** Throws {@link InfluxRefusal} with the reason InfluxDB gave, and whatever `fetch` throws when nobody answers. */
  async ask<R>(method: 'GET' | 'POST', path: string, body?: object): Promise<R> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        ...(this.token && { authorization: `Token ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const text = await response.text();
    if (!response.ok) throw new InfluxRefusal(response.status, reasonIn(text) ?? `status ${response.status}`);
    return JSON.parse(text) as R;
  }
}

const reasonIn = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
};
