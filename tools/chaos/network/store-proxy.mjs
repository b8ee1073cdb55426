import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';

const isWrite = ({ method, url }) => method === 'POST' && url.startsWith('/api/v2/write');

const bodyOf = async (message) => {
  const pieces = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces);
};

/** The lines of a write, whether it was sent zipped or not. */
const linesOf = ({ headers }, body) =>
  (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body)
    .toString('utf8')
    .split('\n')
    .filter(Boolean);

/**
 * Stands before an InfluxDB and fails as told. A mishap is asked of each write: undefined lets it pass; else
 * `{ status, headers, body }` is the answer instead; `'hang'` never answers; `'lose the answer'` lets it be written and then
 * breaks the connection; `'block'` holds it back, and `'block the answer'` its answer only, until `heal()` or `drop()`;
 * `{ passes, thenAnswers }` writes only these lines.
 */
export class StoreProxy {
  /** Of writes: `(lines) => mishap`. */
  mishap;
  /** Writes that met a mishap. */
  spoilt = 0;
  #blocked = [];

  static async before(target) {
    const proxy = new StoreProxy(target);
    await proxy.#listen(0);
    return proxy;
  }

  constructor(target) {
    this.target = new URL(target);
    this.server = createServer((request, reply) => this.#handle(request, reply).catch(() => reply.destroy()));
  }

  async #listen(port) {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Writes that are held back. */
  get blocked() {
    return this.#blocked.length;
  }

  /** What is held back never gets through. */
  drop() {
    for (const { reply } of this.#blocked.splice(0)) reply.destroy();
  }

  /** Nobody is there: connections break, new ones are refused. */
  async down() {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** There again, without mishaps. What was held back goes through, if anybody still waits for it. */
  async heal() {
    this.mishap = undefined;
    if (!this.server.listening) await this.#listen(this.port);
    for (const { release } of this.#blocked.splice(0)) release();
  }

  async close() {
    await this.heal();
    await this.down();
  }

  async #handle(request, reply) {
    const body = await bodyOf(request);
    const mishap = isWrite(request) ? this.mishap?.(linesOf(request, body)) : undefined;
    if (mishap) this.spoilt += 1;
    if (mishap === 'hang') return;
    if (mishap === 'block') await this.#block(reply);
    if (mishap?.status) return answer(reply, mishap);
    const passed = mishap?.passes ? { body: mishap.passes.join('\n'), isPlain: true } : { body };
    const answered = await this.#forward(request, passed);
    if (mishap === 'lose the answer') return reply.destroy();
    if (mishap === 'block the answer') await this.#block(reply);
    answer(reply, mishap?.thenAnswers ?? answered);
  }

  #block(reply) {
    return new Promise((release) => this.#blocked.push({ release, reply }));
  }

  async #forward({ method, url, headers }, { body, isPlain }) {
    const { hostname, port, host } = this.target;
    const kept = without(headers, isPlain ? [...ofTransfer, 'content-encoding'] : ofTransfer);
    const sent = httpRequest({
      ...{ hostname, port, method, path: url },
      headers: { ...kept, host, 'content-length': Buffer.byteLength(body) },
    });
    sent.end(body);
    const [reply] = await once(sent, 'response');
    return { status: reply.statusCode, headers: reply.headers, body: await bodyOf(reply) };
  }
}

// Made anew by Node for the body that is sent.
const ofTransfer = ['transfer-encoding', 'content-length', 'connection', 'keep-alive'];

const without = (headers, names) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

function answer(reply, { status, headers = {}, body = '' }) {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  reply.writeHead(status, { 'content-type': 'application/json', ...without(headers, ofTransfer) });
  reply.end(text);
}
