import { Fault, type OriginalsReport, postOriginals } from '@kilowatch/contracts';
import { Route, RouteQuery } from '@kilowatch/service-kit';
import { Body, Controller } from '@nestjs/common';
import type * as z from 'zod';
import { OriginalImport } from './original-import.js';

/** `POST /api/v1/import/originals`, one part at a time: what is known is asked before each. */
@Controller()
export class ImportRoutes {
  #isAtWork = false;

  constructor(private readonly imports: OriginalImport) {}

  @Route(postOriginals)
  async originals(
    @RouteQuery(postOriginals) { from, dryRun: isDry }: z.output<typeof postOriginals.query>,
    @Body() body: Buffer | undefined,
  ): Promise<OriginalsReport> {
    if (this.#isAtWork)
      throw new Fault('service.unavailable', 'Another part is being imported: post this one after it');
    this.#isAtWork = true;
    try {
      return await this.imports.run(body?.toString('utf8') ?? '', { from, isDry });
    } finally {
      this.#isAtWork = false;
    }
  }
}
