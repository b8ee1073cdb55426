import { describe, expect, it } from '@jest/globals';
import { MemoryHistoryStore } from './memory-history-store.js';
import { type MoveProgress, moveHistory } from './move-history.js';
import { aMessage, aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file, open } = sqliteFiles();

const readings = [
  aReading({ value: 1.5 }),
  aReading({ value: 2, ordinal: 1 }),
  aReading({ atMs: t0 + 5, quality: 'suspect', receivedAtMs: t0 + 900 }),
  aReading({ device: 'battery:ü "2"', metric: 'cellVoltageV', index: '1', value: 3.3 }),
];
const messages = [aMessage(), aMessage({ arrival: 1, body: '{"text":"ü"}' })];

async function aFilledFile(): Promise<string> {
  const path = file();
  const store = await open({ file: path });
  await store.append([{ readings, messages }]);
  await store.close();
  return path;
}

describe('moving a history', () => {
  it('brings every point and every original over as it was, and says how far it is', async () => {
    const to = new MemoryHistoryStore();
    const said: MoveProgress[] = [];
    const done = await moveHistory({ file: await aFilledFile(), to, onProgress: (p) => said.push(p) });
    expect(done).toEqual({ points: 4, messages: 2, ofPoints: 4, ofMessages: 2, refused: 0 });
    expect(said.at(-1)).toEqual(done);
    expect(await to.latest({})).toEqual([readings[2], readings[3]]);
    const { points } = await to.points(range());
    expect(points.map(({ value, quality }) => [value, quality])).toEqual([
      [1.5, undefined],
      [2, undefined],
      [50, 'suspect'],
    ]);
    expect((await to.messages({ ...range(), limit: 10 })).messages).toEqual(messages);
  });

  it('made twice adds nothing, and newer values stay', async () => {
    const [path, to] = [await aFilledFile(), new MemoryHistoryStore()];
    await moveHistory({ file: path, to });
    const newer = aReading({ atMs: t0 + 60_000, value: 99 });
    await to.append([batchOf(newer)]);
    await moveHistory({ file: path, to });
    expect((await to.points(range())).points).toHaveLength(4);
    expect((await to.messages({ ...range(), limit: 10 })).messages).toHaveLength(2);
    expect((await to.latest({ devices: ['battery:b1'] }))[0]).toEqual(newer);
  });

  it('names a file that is not there, or is in use', async () => {
    const to = new MemoryHistoryStore();
    const missing = file();
    await expect(moveHistory({ file: missing, to })).rejects.toMatchObject({
      code: 'history.unavailable',
      message: `There is no history file ${missing}`,
    });
    const used = file();
    await open({ file: used });
    await expect(moveHistory({ file: used, to })).rejects.toMatchObject({
      message: expect.stringContaining('in use by another process'),
    });
  });
});
