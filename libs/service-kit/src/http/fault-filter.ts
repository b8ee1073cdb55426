import { inspect } from 'node:util';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isError } from '../is-error.js';

/** Hands what a controller throws to the one error handler of the HTTP edge. Bound by `@Route`. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    reply.send(isError(error) ? error : new Error(`Thrown, but no Error: ${inspect(error)}`));
  }
}
