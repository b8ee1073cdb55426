import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { aMessage, t0 } from '../suite/fixtures.js';
import { blocksOf, MessageBlocks } from './message-blocks.js';
import { MessageLog } from './message-log.js';
import { MessageRound } from './message-round.js';
import { migrations } from './schema.js';

const device = 'battery:b1';
const at = (ms: number, of = device) => aMessage({ receivedAtMs: t0 + ms, arrival: ms, device: of });

/** A block of two messages that is not full, and a round that is about to replace it. */
function aRoundPrepared() {
  const db = new DatabaseSync(':memory:');
  for (const step of migrations) db.exec(step);
  const [log, blocks] = [new MessageLog(db), new MessageBlocks(db)];
  for (const block of blocksOf([at(0), at(1)])) blocks.insert(block);
  log.append([at(2)], 1);
  const round = new MessageRound(log, blocks);
  while (round.prepareSome());
  const of = (name: string) =>
    [...blocks.all()].filter((block) => block.device === name).flatMap((block) => blocks.read(block));
  return { blocks, round, of };
}

describe('a round that puts originals together', () => {
  it('does not bring back what retention has dropped of a block meanwhile', () => {
    const { blocks, round, of } = aRoundPrepared();
    blocks.shorten(blocks.first()!, ({ receivedAtMs }) => receivedAtMs === t0);
    round.write();
    expect(of(device)).toEqual([at(1), at(2)]);
  });

  it('does not take a block of another device, that has its number now, for the one that is to be replaced', () => {
    const { blocks, round, of } = aRoundPrepared();
    blocks.remove(blocks.first()!);
    for (const block of blocksOf([at(0, 'battery:b2'), at(1, 'battery:b2')])) blocks.insert(block);
    round.write();
    expect([of(device), of('battery:b2')]).toEqual([[at(2)], [at(0, 'battery:b2'), at(1, 'battery:b2')]]);
  });
});
