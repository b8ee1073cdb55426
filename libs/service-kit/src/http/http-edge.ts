import { Fault } from '@kilowatch/contracts';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommonConfig } from '../config/common-config.js';
import { type Protection } from '../protection/protected-mode.js';
import { protectionHook } from '../protection/protection-hook.js';
import type { Log } from '../service.js';
import { answerBrokenRequest } from './broken-request.js';
import { faultAnswerOf } from './fault-answer.js';
import { InFlight } from './in-flight.js';
import { acceptJson } from './json-body.js';
import { KnownPaths } from './known-paths.js';
import { rewrittenUrl } from './lines-url.js';
import type { EdgeRouteConfig } from './route.js';
import { acceptStreams, bodyDeadline } from './stream-body.js';

/**
 * Takes over a request that no route answers (the dashboard's page for a browser). True when it has answered. It is asked for
 * callers without the key too: what it sends must be public.
 */
export type AnswerUnknown = (request: FastifyRequest, reply: FastifyReply) => boolean;

export interface HttpEdgeOptions {
  readonly config: CommonConfig;
  readonly protection: Protection;
  readonly log: Log;
  readonly answerUnknown?: AnswerUnknown | undefined;
}

const longestParameter = 1_000; // a percent-encoded device id

/** Fastify below Nest, with our limits, protection and error bodies on every request, routed or not. */
export class HttpEdge extends FastifyAdapter {
  private readonly inFlight = new InFlight();
  private readonly knownPaths = new KnownPaths();
  private readonly protect: ReturnType<typeof protectionHook>;

  constructor(private readonly edge: HttpEdgeOptions) {
    const { config } = edge;
    super({
      bodyLimit: config.HTTP_BODY_LIMIT_BYTES,
      keepAliveTimeout: config.HTTP_KEEPALIVE_TIMEOUT_MS,
      forceCloseConnections: true,
      rewriteUrl: rewrittenUrl,
      routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestParameter },
      clientErrorHandler: answerBrokenRequest,
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        this.protect(request, reply, (refusal) => this.answerError(refusal ?? error, request, reply)),
    });
    this.protect = protectionHook(edge.protection, edge.answerUnknown);
    const { server } = this.fastify;
    server.maxConnections = config.HTTP_CONNECTIONS;
    server.headersTimeout = config.HTTP_REQUEST_TIMEOUT_MS;
    server.requestTimeout = 0; // a streamed body may take longer, others have `bodyDeadline`
    this.prepare();
  }

  get fastify(): FastifyInstance {
    return this.getInstance<FastifyInstance>();
  }

  /** Stops accepting; resolves when what has arrived is answered, at the latest after the deadline. */
  async drain(deadlineMs: number): Promise<void> {
    this.fastify.server.close();
    await this.inFlight.drained(deadlineMs);
  }

  // Nest would install its own shapes here, for the whole application.
  override setErrorHandler(): FastifyInstance {
    return this.fastify;
  }

  override setNotFoundHandler(): FastifyInstance {
    return this.fastify;
  }

  private prepare(): void {
    const { fastify } = this;
    fastify.addHook('onRoute', this.knownPaths.add);
    fastify.addHook('onRequest', this.inFlight.hook);
    fastify.addHook('onRequest', this.protect);
    fastify.addHook('onRequest', bodyDeadline(this.edge.config.HTTP_REQUEST_TIMEOUT_MS));
    acceptJson(fastify);
    acceptStreams(fastify);
    fastify.setErrorHandler((error, request, reply) => this.answerError(error, request, reply));
    fastify.setNotFoundHandler((request, reply) => this.answerNotFound(request, reply));
  }

  private answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { isPredecessors = false } = (request.routeOptions.config ?? {}) as EdgeRouteConfig;
    const answer = faultAnswerOf(error, {
      contentType: request.headers['content-type'],
      bodyLimitBytes: this.edge.config.HTTP_BODY_LIMIT_BYTES,
      isPredecessors,
    });
    if (answer.unexpected !== undefined) {
      const { incident } = answer.body;
      this.edge.log.error(
        { err: answer.unexpected, incident, method: request.method, url: request.url },
        'Request failed',
      );
    }
    reply.code(answer.status).send(answer.body);
  }

  private answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
    const methods = this.knownPaths.methodsOf(request.url.split('?')[0]!);
    if (methods.length === 0) {
      if (this.edge.answerUnknown?.(request, reply)) return;
      return this.answerError(new Fault('route.unknown', 'Resource not found'), request, reply);
    }
    reply.header('Allow', methods.join(', '));
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    const problem = `${request.method} is not served here, only ${methods.join(', ')}`;
    this.answerError(new Fault('route.method', problem), request, reply);
  }
}
