import type { FastifyReply, FastifyRequest } from 'fastify';

/** Counts the requests that are being answered, so that a shutdown can wait for them. */
export class InFlight {
  private count = 0;
  private waiting: (() => void)[] = [];

  readonly hook = (_request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    this.count++;
    reply.raw.once('close', () => {
      this.count--;
      if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
    });
    done();
  };

  /** Resolves when nothing is being answered, at the latest after the deadline. */
  async drained(deadlineMs: number): Promise<void> {
    if (this.count === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, deadlineMs);
    this.waiting.push(resolve);
    await promise;
    clearTimeout(timer);
  }
}
