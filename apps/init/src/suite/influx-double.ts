import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestEnd } from '@kilowatch/testing';

interface Bucket {
  readonly id: string;
  readonly name: string;
}

/** A wire-level double of the part of InfluxDB's HTTP API that a set-up uses; not InfluxDB. */
export class InfluxDouble {
  isSetUp = false;
  adminToken = '';
  buckets: Bucket[] = [];
  readonly orgs: Bucket[] = [];
  /** Token → what it is good for, as `read telemetry-0`. */
  readonly tokens = new Map<string, readonly string[]>();
  /** What was asked, as `POST /api/v2/setup`. */
  readonly asked: string[] = [];
  url = '';

  static async start(): Promise<InfluxDouble> {
    const double = new InfluxDouble();
    const server = createServer((request, response) => {
      double.answer(request).then(
        ({ status, body }) => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify(body));
        },
        (error: unknown) => response.destroy(error as Error),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestEnd(() => server.close());
    double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return double;
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const what = `${request.method} ${pathname}`;
    this.asked.push(what);
    const body = (request.method === 'POST' ? await json(request) : {}) as Record<string, string>;
    if (what === 'GET /api/v2/setup') return ok({ allowed: !this.isSetUp });
    if (what === 'POST /api/v2/setup') return this.setUp(body);
    const token = (request.headers.authorization ?? '').replace('Token ', '');
    const isAdmin = token === this.adminToken;
    const allowed = this.tokens.get(token) ?? [];
    if (!isAdmin && !this.tokens.has(token)) return { status: 401, body: { message: 'unauthorized access' } };
    switch (what) {
      case 'GET /api/v2/buckets': {
        const seen = this.buckets.filter(({ id }) => isAdmin || allowed.includes(`read ${id}`));
        return ok({ buckets: seen.filter(({ name }) => name === searchParams.get('name')) });
      }
      case 'GET /api/v2/orgs':
        return ok({ orgs: this.orgs });
      case 'POST /api/v2/orgs':
        return ok(add(this.orgs, body['name']!));
      case 'POST /api/v2/buckets':
        return ok(add(this.buckets, body['name']!));
      case 'POST /api/v2/authorizations': {
        const made = `token-${this.tokens.size}`;
        const { permissions } = body as unknown as {
          permissions: { action: string; resource: { id: string } }[];
        };
        this.tokens.set(
          made,
          permissions.map(({ action, resource }) => `${action} ${resource.id}`),
        );
        return ok({ token: made });
      }
      default:
        return { status: 404, body: { message: `no ${what} here` } };
    }
  }

  private setUp({ token, org, bucket }: Record<string, string>): { status: number; body: object } {
    if (this.isSetUp) return { status: 422, body: { message: 'onboarding has already been completed' } };
    this.isSetUp = true;
    this.adminToken = token!;
    add(this.orgs, org!);
    add(this.buckets, bucket!);
    return { status: 201, body: {} };
  }
}

const ok = (body: object) => ({ status: 200, body });

function add(list: Bucket[], name: string): Bucket {
  const made = { id: `${name}-${list.length}`, name };
  list.push(made);
  return made;
}
