import { cellRowOf, cellStatsOf, usualCellRows } from '@kilowatch/compat';
import type { CellRow } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { NewestOriginals } from '../originals/newest-originals.js';

/** So many originals are looked at for the newest that is a row: an import may have brought others. */
const lookedAt = 10;

/** What the pages of the battery twin are told, over HTTP and over sockets alike. */
@Injectable()
export class CellAnswers {
  constructor(private readonly originals: NewestOriginals) {}

  /** The newest row of any device. */
  async latest(): Promise<CellRow | null> {
    return (await this.rows(lookedAt))[0] ?? null;
  }

  async stats(): Promise<ReturnType<typeof cellStatsOf>> {
    return cellStatsOf(await this.rows(usualCellRows));
  }

  private async rows(most: number): Promise<CellRow[]> {
    const { messages } = await this.originals.newest({ kind: 'cell' }, most);
    return messages.flatMap((message) => cellRowOf(message) ?? []);
  }
}
