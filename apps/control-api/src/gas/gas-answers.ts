import { gasEntityOf } from '@kilowatch/compat';
import type { GasEntity } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { NewestOriginals } from '../originals/newest-originals.js';

/** So many originals are looked at for the newest that is an entity: an import may have brought others. */
const lookedAt = 10;

/** What the pages of the gas meter are told, over HTTP and over sockets alike. */
@Injectable()
export class GasAnswers {
  constructor(private readonly originals: NewestOriginals) {}

  /** The newest entity of any device. */
  async latest(): Promise<GasEntity | null> {
    const { messages } = await this.originals.newest({ kind: 'gas' }, lookedAt);
    for (const message of messages) {
      const entity = gasEntityOf(message);
      if (entity) return entity;
    }
    return null;
  }
}
