import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { annotatedCsv } from './annotated-csv.js';
import { runPipe } from './flux-engine.js';
import { FluxParser } from './flux-parser.js';
import { linesOf, parsedLines } from './line-protocol.js';
import { StoredBucket } from './stored-series.js';

interface Answer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}

interface Failure extends Answer {
  /** Which lines of a write are stored all the same: InfluxDB writes shard by shard. */
  readonly keeps?: (line: string) => boolean;
}

const codes: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  422: 'unprocessable entity',
};

/** What happens to a request instead of, or after, what it asks for. */
export type Mishap = (path: string, body: string) => Failure | 'hang' | 'lose the answer' | undefined;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly token: string;
  readonly body: string;
}

interface Permission {
  readonly action: string;
  readonly resource: { readonly id: string };
}

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Stands in for InfluxDB 2 at the wire: it reads line protocol and the Flux that the adapter writes, and answers as a real 2.9
 * was seen to. Beyond that it can fail in ways that a real one cannot be made to.
 */
export class InfluxDouble {
  readonly org = 'kilowatch';
  readonly token = randomUUID();
  /** Undefined: everything goes well. */
  mishap: Mishap | undefined;
  /** Closes the connection as soon as a request begins. */
  isHangingUp = false;
  readonly asked: string[] = [];
  private readonly buckets = new Map<string, StoredBucket>();
  private readonly readers = new Map<string, readonly Permission[]>();
  private readonly server = createServer((request, reply) => void this.handle(request, reply));

  static async start(): Promise<InfluxDouble> {
    const double = new InfluxDouble();
    await double.listen();
    return double;
  }

  /** Also after `close()`, with everything that was stored. */
  async listen(port = 0): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  addBucket(name: string, retentionS = 0): string {
    const bucket = new StoredBucket(randomUUID(), name, BigInt(retentionS) * 1_000_000_000n);
    this.buckets.set(name, bucket);
    return bucket.id;
  }

  private async handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    if (this.isHangingUp) {
      request.socket.destroy();
      return;
    }
    const asked = await read(request);
    this.asked.push(`${asked.method} ${asked.url.pathname}`);
    const mishap = this.mishap?.(asked.url.pathname, asked.body);
    if (mishap === 'hang') return;
    if (typeof mishap === 'object') this.keep(asked, mishap);
    const { status, body, headers } = typeof mishap === 'object' ? mishap : this.answer(asked);
    if (mishap === 'lose the answer') {
      request.socket.destroy();
      return;
    }
    const isText = typeof body === 'string';
    reply.writeHead(status, {
      'content-type': isText ? 'text/csv; charset=utf-8' : 'application/json',
      ...headers,
    });
    reply.end(isText ? body : body && JSON.stringify(body));
  }

  private keep(asked: Asked, { keeps }: Failure): void {
    if (keeps) this.answer({ ...asked, body: linesOf(asked.body).filter(keeps).join('\n') });
  }

  private answer(asked: Asked): Answer {
    try {
      return this.route(asked);
    } catch (error) {
      const status = error instanceof Refused ? error.status : 400;
      return { status, body: { code: codes[status] ?? 'invalid', message: (error as Error).message } };
    }
  }

  private route(asked: Asked): Answer {
    const { method, url } = asked;
    const route = `${method} ${url.pathname}`;
    if (route === 'GET /health') return { status: 200, body: { status: 'pass' } };
    if (asked.token !== this.token && !this.readers.has(asked.token)) {
      throw new Refused(401, 'unauthorized access');
    }
    if (route === 'POST /api/v2/write') return this.write(asked);
    if (route === 'POST /api/v2/query') return this.query(asked);
    if (route === 'POST /api/v2/delete') return this.delete(asked);
    if (route === 'GET /api/v2/orgs') return { status: 200, body: { orgs: [{ id: this.org }] } };
    if (route === 'POST /api/v2/buckets') return this.makeBucket(asked);
    if (route === 'POST /api/v2/authorizations') return this.makeToken(asked);
    if (method === 'DELETE' && url.pathname.startsWith('/api/v2/buckets/')) return this.removeBucket(url);
    if (method === 'DELETE' && url.pathname.startsWith('/api/v2/authorizations/')) return { status: 204 };
    throw new Refused(404, 'path not found');
  }

  private write(asked: Asked): Answer {
    const bucket = this.bucketOf(asked, asked.url.searchParams.get('bucket') ?? '');
    if (asked.token !== this.token) throw new Refused(403, 'insufficient permissions for write');
    const dropped = bucket.write(parsedLines(asked.body));
    if (dropped) throw new Refused(422, `failure writing points to database: ${dropped}`);
    return { status: 204 };
  }

  private query(asked: Asked): Answer {
    if (asked.url.searchParams.get('org') !== this.org) {
      throw new Refused(
        400,
        `failed to decode request body: organization name "${asked.url.searchParams.get('org')}" not found`,
      );
    }
    const { query } = JSON.parse(asked.body) as { query: string };
    const pipes = new FluxParser(query).pipes();
    const tables = pipes.flatMap((calls) => runPipe(calls, (name) => this.readable(asked, name)));
    return { status: 200, body: annotatedCsv(tables) };
  }

  private delete(asked: Asked): Answer {
    const bucket = this.bucketOf(asked, asked.url.searchParams.get('bucket') ?? '');
    const { start, stop, predicate } = JSON.parse(asked.body) as Record<
      'start' | 'stop' | 'predicate',
      string
    >;
    bucket.delete(new FluxParser(predicate).predicate(), nanosOf(start), nanosOf(stop));
    return { status: 204 };
  }

  private bucketOf({ url }: Asked, name: string): StoredBucket {
    const org = url.searchParams.get('org');
    if (org !== this.org) throw new Refused(404, `organization name "${org}" not found`);
    const bucket = this.buckets.get(name);
    if (!bucket) throw new Refused(404, `bucket "${name}" not found`);
    return bucket;
  }

  private readable(asked: Asked, name: string): StoredBucket {
    const bucket = this.buckets.get(name);
    const permissions = this.readers.get(asked.token);
    const isAllowed =
      permissions?.some(({ action, resource }) => action === 'read' && resource.id === bucket?.id) ?? true;
    if (!bucket || !isAllowed)
      throw new Refused(404, `failed to initialize execute state: could not find bucket "${name}"`);
    return bucket;
  }

  private makeBucket({ body }: Asked): Answer {
    const { name, retentionRules } = JSON.parse(body) as {
      name: string;
      retentionRules: { everySeconds: number }[];
    };
    return { status: 201, body: { id: this.addBucket(name, retentionRules[0]?.everySeconds), name } };
  }

  private makeToken({ body }: Asked): Answer {
    const token = randomUUID();
    this.readers.set(token, (JSON.parse(body) as { permissions: Permission[] }).permissions);
    return { status: 201, body: { id: token, token } };
  }

  private removeBucket({ pathname }: URL): Answer {
    const gone = [...this.buckets.values()].find(({ id }) => pathname.endsWith(id));
    if (!gone) throw new Refused(404, 'bucket not found');
    this.buckets.delete(gone.name);
    return { status: 204 };
  }
}

/** RFC 3339 in UTC, with up to nine decimals. */
function nanosOf(time: string): bigint {
  const [seconds = '', decimals = ''] = time.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(decimals.padEnd(9, '0'));
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const isZipped = request.headers['content-encoding'] === 'gzip';
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', 'http://localhost'),
    token: request.headers.authorization?.replace('Token ', '') ?? '',
    body: (isZipped ? gunzipSync(bytes) : bytes).toString('utf8'),
  };
}
