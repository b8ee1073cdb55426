import { gzipSync } from 'node:zlib';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { readingsIn } from '../suite/ingest-world.js';
import { startPosting } from '../suite/posts.js';

const nowMs = 1_772_366_400_000;
const headers = { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' };

describe('posts of a few kB that unpack to many MiB', () => {
  it('are unpacked in turn: of many at once none is turned away, and they do not fill the memory together', async () => {
    const { post, ...world } = await startPosting({ now: () => nowMs, env: { INGEST_POSTED_MIB: '2' } });
    const comment = `#${' '.repeat(7_000)}`;
    const packed = Array.from({ length: 12 }, (_, of) => {
      const lines = Array.from(
        { length: 200 },
        (_line, i) => `m,device=sensor:s${of} v=${i} ${nowMs - i}\n${comment}`,
      );
      return gzipSync(lines.join('\n'));
    });
    const answers = await Promise.all(packed.map((body) => post('/write?precision=ms', body, headers)));
    expect(answers.map(({ status }) => status)).toEqual(packed.map(() => 204));
    await eventually(() => expect(readingsIn(world)).toHaveLength(12 * 200));
  });
});
