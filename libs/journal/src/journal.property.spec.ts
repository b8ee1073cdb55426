import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFile, writeFile } from 'node:fs/promises';
import type { JournalEntry } from './index.js';
import { Journals, readAll, segmentsIn } from './suite/journals.js';

const payload = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
const appends = fc.array(fc.array(payload, { maxLength: 5 }), { minLength: 1, maxLength: 12 });
const headerBytes = 48;
const limits = { segmentBytes: 200 };

interface Damage {
  readonly file: number;
  readonly at: number;
  readonly spoil: (bytes: Buffer, at: number) => Buffer;
}

const cut = (bytes: Buffer, at: number): Buffer => bytes.subarray(0, at);
const flipBit = (bit: number) => (bytes: Buffer, at: number) => {
  if (at < bytes.length) bytes[at]! ^= 1 << bit;
  return bytes;
};
const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  spoil: fc.oneof(
    fc.constant(cut),
    fc.nat(7).map(flipBit),
    fc.uint8Array({ maxLength: 300 }).map((junk) => (bytes: Buffer) => Buffer.concat([bytes, junk])),
  ),
});

/** Every change, but that the newest segment ends earlier, behind a whole record: nobody knows that there was more. */
const isNoticed = (before: Buffer[], after: Buffer[], entries: JournalEntry[]): boolean => {
  const [last, was] = [after.at(-1)!, before.at(-1)!];
  const ends = entries.filter(({ next }) => next.segment === after.length).map(({ next }) => next.offset);
  const isSilent = was.subarray(0, last.length).equals(last) && [headerBytes, ...ends].includes(last.length);
  return after.some((bytes, i) => !bytes.equals(before[i]!) && !(i === after.length - 1 && isSilent));
};

describe('any journal with any damage', () => {
  const journals = new Journals();

  const written = async (groups: Buffer[][]) => {
    const folder = await journals.folder();
    const journal = await journals.at(folder, { limits });
    for (const group of groups) await journal.append(group);
    const entries = await readAll(journal);
    await journals.close(journal);
    return { folder, entries, files: await segmentsIn(folder) };
  };

  it('reads every record that is whole, invents none, opens always and takes new records', async () => {
    await fc.assert(
      fc.asyncProperty(appends, fc.array(damage, { minLength: 1, maxLength: 4 }), async (groups, damages) => {
        const { folder, entries, files } = await written(groups);
        if (files.length === 0) return;
        const before = await Promise.all(files.map((file) => readFile(file)));
        const after = before.map((bytes): Buffer => Buffer.from(bytes));
        for (const { file, at, spoil } of damages) {
          const bytes = after[file % files.length]!;
          after[file % files.length] = spoil(bytes, at % (bytes.length + 1));
        }
        await Promise.all(after.map((bytes, i) => writeFile(files[i]!, bytes)));

        const journal = await journals.at(folder, { limits });
        const found = await readAll(journal);
        // Whole: none of the bytes of the record has changed, and its file has its header.
        const whole = entries.filter(({ position, next }) => {
          const [was, is] = [before[position.segment - 1]!, after[position.segment - 1]!];
          const same = (from: number, to: number): boolean =>
            is.length >= to && was.subarray(from, to).equals(is.subarray(from, to));
          return is.length >= headerBytes && same(position.offset, next.offset);
        });
        expect(found).toEqual(whole);
        expect(journal.damages.length > 0).toBe(isNoticed(before, after, entries));
        const [position] = await journal.append([Buffer.from('new')]);
        expect((await readAll(journal)).at(-1)).toMatchObject({ position, record: Buffer.from('new') });
        await journals.clear();
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
