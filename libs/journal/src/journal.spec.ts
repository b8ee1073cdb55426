import { describe, expect, it } from '@jest/globals';
import { comparePositions, JournalFull, JournalRefused } from './index.js';
import { Journals, readAll, records, segmentsIn, textsOf } from './suite/journals.js';

describe('Journal', () => {
  const journals = new Journals();

  it('reads back what was appended, in order, also after it was opened again, under the same id and positions', async () => {
    const folder = await journals.folder();
    const first = await journals.at(folder);
    const positions = [...(await first.append(records('a', '', 'c'))), ...(await first.append(records('d')))];
    const { id } = first;
    await journals.close(first);

    const second = await journals.at(folder);
    await second.append(records('e'));
    const entries = await readAll(second);
    expect(entries.map(({ record }) => record.toString())).toEqual(['a', '', 'c', 'd', 'e']);
    expect(entries.slice(0, 4).map(({ position }) => position)).toEqual(positions);
    expect(second.id).toBe(id);
    expect(second.damages).toEqual([]);
  });

  it('reads from a position up to another, at least one record and no more bytes than asked for', async () => {
    const journal = await journals.at(await journals.folder());
    const [, b, , d] = await journal.append(records('a', 'bbbb', 'c', 'd'));
    const read = async (bounds: { to?: typeof d; maxBytes: number }): Promise<string[]> =>
      (await journal.read(b!, bounds)).map(({ record }) => record.toString());
    expect(await read({ maxBytes: 1_000 })).toEqual(['bbbb', 'c', 'd']);
    expect(await read({ maxBytes: 1_000, to: d! })).toEqual(['bbbb', 'c']);
    expect(await read({ maxBytes: 12 + 9 })).toEqual(['bbbb', 'c']);
    expect(await read({ maxBytes: 1 })).toEqual(['bbbb']);
    expect(await read({ maxBytes: 1_000, to: b! })).toEqual([]);
    expect(await journal.read(journal.end, { maxBytes: 1_000 })).toEqual([]);
  });

  it('begins new segments, reads across them, and deletes those that are released whole', async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder, { limits: { segmentBytes: 100 } });
    const texts = Array.from({ length: 12 }, (_, i) => `record ${i} ${'x'.repeat(20)}`);
    for (const text of texts) await journal.append(records(text));
    expect((await segmentsIn(folder)).length).toBeGreaterThan(3);
    const entries = await readAll(journal);
    expect(entries.map(({ record }) => record.toString())).toEqual(texts);

    await journal.release(entries[4]!.position);
    const left = await textsOf(journal);
    expect(left).toEqual(texts.slice(-left.length));
    expect(left).toContain(texts[4]);
    expect(left).not.toContain(texts[0]);
    expect(comparePositions(journal.start, entries[4]!.position)).toBeLessThanOrEqual(0);
    await journal.release(journal.end);
    expect(await segmentsIn(folder)).toHaveLength(1);
    expect(journal.usedBytes).toBeLessThan(150);
    expect(await textsOf(journal, { segment: 1, offset: 0 })).toEqual(await textsOf(journal));
  });

  it('lets what arrives together share a commit, and keeps its order', async () => {
    const journal = await journals.at(await journals.folder());
    const numbers = Array.from({ length: 500 }, (_, i) => String(i));
    const positions = await Promise.all(numbers.map((text) => journal.append(records(text))));
    expect(await textsOf(journal)).toEqual(numbers);
    expect((await readAll(journal)).map(({ position }) => position)).toEqual(positions.flat());
  });

  it('takes nothing beyond its quota, says so, and goes on when there is room again', async () => {
    const journal = await journals.at(await journals.folder(), { limits: { quotaBytes: 1_000 } });
    const record = 'x'.repeat(100);
    let taken = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await journal.append(records(record));
        taken += 1;
      }
    };
    await expect(fill()).rejects.toThrow(JournalFull);
    expect(taken).toBeGreaterThan(3);
    expect(journal.usedBytes).toBeLessThanOrEqual(1_000);
    expect(journal.problem()).toMatch(/is full: its quota of 1000 bytes/);
    expect(await textsOf(journal)).toHaveLength(taken);

    await journal.release(journal.end);
    await journal.append(records('more'));
    expect(journal.problem()).toBeUndefined();
    expect((await textsOf(journal)).at(-1)).toBe('more');
    expect(journals.broken).toEqual([]);
  });

  it('has room for all of its quota again when everything is released, however it was filled', async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder, { limits: { quotaBytes: 10_000 } });
    const most = Array.from({ length: 90 }, () => 'x'.repeat(100)); // in one segment, though it is larger than one should be
    for (let round = 0; round < 3; round++) {
      await journal.append(records(...most));
      await expect(journal.append(records('y'.repeat(500)))).rejects.toThrow(JournalFull);
      await journal.release(journal.end);
      expect(journal.problem()).toBeUndefined();
      expect(await segmentsIn(folder)).toHaveLength(1);
    }
    expect(await textsOf(journal)).toEqual(most);
  });

  it('refuses a record that is too large, and takes the next', async () => {
    const journal = await journals.at(await journals.folder(), { limits: { recordBytes: 10 } });
    await expect(journal.append(records('x'.repeat(11)))).rejects.toThrow('at most 10');
    await journal.append(records('x'.repeat(10)));
    expect(await textsOf(journal)).toHaveLength(1);
  });

  it('lets nobody else into its folder, and itself again after it was closed', async () => {
    const folder = await journals.folder();
    const first = await journals.at(folder);
    await expect(journals.at(folder)).rejects.toThrow(JournalRefused);
    await journals.close(first);
    await journals.at(folder);
  });

  it('finishes what was appended when it is closed, and takes nothing after', async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder);
    const appended = journal.append(records('last'));
    await journals.close(journal);
    await appended;
    await expect(journal.append(records('late'))).rejects.toThrow('is closed');
    expect(await textsOf(await journals.at(folder))).toEqual(['last']);
  });
});
