import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerUnknown } from '../http/http-edge.js';
import type { EdgeRouteConfig } from '../http/route.js';
import { cookieRefusalOf } from './own-page.js';
import { isAllowedOrigin, type Protection, refusalOf } from './protected-mode.js';
import { refusalHeaders } from './refusal-headers.js';

const preflightMaxAgeS = 600;

/** The headers that let a page of an allowed foreign origin read the answer. Where every page may, they say so to whoever names none. */
function allowOrigin(reply: FastifyReply, origin: string | undefined, protection: Protection): boolean {
  if (origin === undefined) {
    if (protection.allowedOrigins.has('*')) reply.header('Access-Control-Allow-Origin', '*');
    return false;
  }
  const isAllowed = isAllowedOrigin(protection, origin);
  if (isAllowed) reply.header('Access-Control-Allow-Origin', origin).header('Vary', 'Origin');
  return isAllowed;
}

function answerPreflight(request: FastifyRequest, reply: FastifyReply): void {
  const headers = request.headers['access-control-request-headers'] ?? 'Content-Type';
  reply
    .header('Access-Control-Allow-Methods', 'GET, HEAD, POST, PATCH, DELETE')
    .header('Access-Control-Allow-Headers', headers)
    .header('Access-Control-Max-Age', preflightMaxAgeS)
    .code(204)
    .send();
}

const needsNoKey = (request: FastifyRequest, { isMonitoringKeyless }: Protection): boolean => {
  const { isPublic, isMonitoring } = (request.routeOptions.config ?? {}) as EdgeRouteConfig;
  return isPublic === true || (isMonitoringKeyless && isMonitoring === true);
};

/**
 * Runs before anything else on every request, routed or not. Fastify's hook, not Nest middleware: those were
 * bypassed by HEAD requests (CVE-2026-33011) and trailing slashes.
 */
export const protectionHook =
  (protection: Protection, answerUnknown?: AnswerUnknown) =>
  (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const { origin, host } = request.headers;
    const refusal = refusalOf(protection, { host, origin });
    if (refusal) return done(refusal);
    if (allowOrigin(reply, origin, protection)) {
      const isPreflight =
        request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
      if (isPreflight) return answerPreflight(request, reply);
    }
    if (needsNoKey(request, protection)) return done();
    const { method, headers, socket } = request;
    const admission = protection.access.admit({ headers, remoteAddress: socket.remoteAddress });
    if (admission.isAdmitted)
      return done(admission.by === 'session' ? cookieRefusalOf(protection, { method, headers }) : undefined);
    // The dashboard's page, which then asks for the key.
    if (request.is404 && answerUnknown?.(request, reply)) return;
    refusalHeaders(reply, admission);
    done(admission.fault);
  };
