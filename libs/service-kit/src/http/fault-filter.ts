import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Hands what a controller throws to the one error handler of the HTTP edge. Bound by `@Route`. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    reply.send(
      error instanceof Error ? error : new Error('Something that is no Error was thrown', { cause: error }),
    );
  }
}
