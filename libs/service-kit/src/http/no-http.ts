import { AbstractHttpAdapter } from '@nestjs/core';

const nothing = (): undefined => undefined;

/** Below Nest where no service has HTTP: nothing listens, and Fastify is not even loaded (about 20 MB). */
export class NoHttp extends AbstractHttpAdapter {
  override close = nothing;
  override initHttpServer = nothing;
  override useStaticAssets = nothing;
  override setViewEngine = nothing;
  override getRequestHostname = nothing;
  override getRequestMethod = nothing;
  override getRequestUrl = nothing;
  override status = nothing;
  override reply = nothing;
  override end = nothing;
  override render = nothing;
  override redirect = nothing;
  override setErrorHandler = nothing;
  override setNotFoundHandler = nothing;
  override isHeadersSent = nothing;
  override getHeader = nothing;
  override setHeader = nothing;
  override appendHeader = nothing;
  override registerParserMiddleware = nothing;
  override enableCors = nothing;
  override createMiddlewareFactory = () => nothing;
  override getType = (): string => 'none';
  override applyVersionFilter = () => () => nothing;

  async drain(): Promise<void> {
    return; // nothing is being answered
  }
}
