import fastifyStatic from '@fastify/static';
import { routes } from '@kilowatch/contracts';
import { FaultFilter } from '@kilowatch/service-kit';
import { Controller, Get, Header, type OnModuleInit, UseFilters } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Installation } from '../site/installation.js';
import { docsAssets, docsAssetsFolder } from './docs-assets.js';
import { openApiOf } from './open-api.js';

// Everything comes from here, nothing is inline, nothing may embed the page.
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Kilowatch API</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/open.js"></script>
  </body>
</html>
`;

const script = `SwaggerUIBundle({ url: '/docs/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n`;

/** `/docs`: the API description as a page, and as OpenAPI 3.1 at `/docs/openapi.json`. */
@Controller('docs')
@UseFilters(FaultFilter)
export class DocsRoutes implements OnModuleInit {
  private readonly document: string;

  constructor(
    { site }: Installation,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.document = JSON.stringify(
      openApiOf(routes, { version: site.version, isKeyRequired: site.auth === 'key' }),
    );
  }

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(fastifyStatic, {
      root: docsAssetsFolder(),
      prefix: '/docs/',
      allowedPath: (path) => docsAssets.has(path),
      decorateReply: false, // the dashboard's files may be served beside it
      index: false,
      maxAge: '1h',
    });
  }

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', contentSecurityPolicy)
  page(): string {
    return page;
  }

  @Get('open.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return script;
  }

  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  openApi(): string {
    return this.document;
  }
}
