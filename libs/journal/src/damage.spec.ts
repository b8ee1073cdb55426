import { describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { crc32c } from './index.js';
import { Journals, readAll, records, segmentsIn, textsOf } from './suite/journals.js';

/** Bytes of a segment's header. */
const header = 48;

const flip = async (file: string, offset: number): Promise<void> => {
  const handle = await open(file, 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, offset);
  await handle.write(Buffer.from([buffer[0]! ^ 0x10]), 0, 1, offset);
  await handle.close();
};

describe('a damaged journal', () => {
  const journals = new Journals();
  const texts = Array.from({ length: 12 }, (_, i) => `record ${i} ${'x'.repeat(20)}`);
  const limits = { segmentBytes: 160 };

  /** Three records a segment. Returns its folder, files and entries. */
  const filled = async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder, { limits });
    for (const text of texts) await journal.append(records(text));
    const entries = await readAll(journal);
    await journals.close(journal);
    return { folder, files: await segmentsIn(folder), entries };
  };

  it('ends at the last whole record, keeps the torn one aside and writes on under positions that were never used', async () => {
    const { folder, files, entries } = await filled();
    const [last, torn] = [files.at(-1)!, entries.at(-1)!];
    await truncate(last, torn.next.offset - 3);
    const journal = await journals.at(folder, { limits });
    expect(await textsOf(journal)).toEqual(texts.slice(0, -1));
    expect(journal.damages).toEqual([
      {
        file: last,
        offset: torn.position.offset,
        bytes: torn.next.offset - 3 - torn.position.offset,
        reason: 'ends in a torn record',
        keptAs: `${last}.damaged-${torn.position.offset}-tail`,
      },
    ]);
    expect((await readFile(journal.damages[0]!.keptAs)).length).toBe(journal.damages[0]!.bytes);
    const [position] = await journal.append(records('next'));
    expect(position!.segment).toBe(torn.position.segment + 1);
    expect(await textsOf(journal)).toEqual([...texts.slice(0, -1), 'next']);
    await journals.close(journal);
    expect((await journals.at(folder, { limits })).damages).toEqual([]);
  });

  it.each([0, 3, 4, 7, 8, 20])(
    'skips a record with a wrong bit in its byte %i, and reads what follows',
    async (byte) => {
      const { folder, files, entries } = await filled();
      const { position, next } = entries[4]!;
      const file = files[position.segment - 1]!;
      await flip(file, position.offset + byte);
      const journal = await journals.at(folder, { limits });
      expect(await textsOf(journal)).toEqual(texts.filter((_, i) => i !== 4));
      expect(await textsOf(journal, position)).toEqual(texts.slice(5));
      const bytes = next.offset - position.offset;
      const keptAs = `${file}.damaged-${position.offset}`;
      expect(journal.damages).toEqual([
        { file, offset: position.offset, bytes, reason: 'is damaged', keptAs },
      ]);
      expect((await stat(keptAs)).size).toBe((await stat(file)).size);
    },
  );

  it('skips what rots while it is open, and says so once', async () => {
    const { folder, files, entries } = await filled();
    const journal = await journals.at(folder, { limits });
    await flip(files[1]!, entries[4]!.position.offset + 12);
    expect(await textsOf(journal)).toEqual(texts.filter((_, i) => i !== 4));
    expect(await textsOf(journal)).toHaveLength(11);
    expect(journal.damages).toHaveLength(1);
  });

  it('reads on at the next record when asked for a position at which none begins', async () => {
    const { folder, entries } = await filled();
    const journal = await journals.at(folder, { limits });
    const { segment, offset } = entries[4]!.position;
    expect(await textsOf(journal, { segment, offset: offset - 5 })).toEqual(texts.slice(4));
    expect(await textsOf(journal, { segment, offset: entries[5]!.next.offset - 1 })).toEqual(texts.slice(6));
    expect(journal.damages).toEqual([]);
  });

  it('reads on behind a file that vanished while it was open', async () => {
    const { folder, files } = await filled();
    const journal = await journals.at(folder, { limits });
    await rm(files[1]!);
    expect(await textsOf(journal)).toEqual([...texts.slice(0, 3), ...texts.slice(6)]);
    expect(journal.damages).toHaveLength(1);
  });

  it.each([
    ['is empty', (file: string) => truncate(file, 0), 'is shorter than its header'],
    ['is shorter than its header', (file: string) => truncate(file, 17), 'is shorter than its header'],
    ['is missing', (file: string) => rm(file), 'is missing, with all before number 3'],
    ['is cut behind a record', (file: string) => truncate(file, header), 'is shorter than it was'],
    ['has another journal’s header', (file: string) => swapHeader(file), 'belongs to another journal'],
  ])('goes on behind a segment that %s', async (_, spoil, reason) => {
    const { folder, files } = await filled();
    await spoil(files[1]!);
    const journal = await journals.at(folder, { limits });
    expect(journal.damages.map((damage) => damage.reason)).toEqual([reason]);
    expect(await textsOf(journal)).toEqual([...texts.slice(0, 3), ...texts.slice(6)]);
    await journals.close(journal);
    expect(await textsOf(await journals.at(folder, { limits }))).toHaveLength(9);
  });

  const swapHeader = async (file: string): Promise<void> => {
    const folder = await journals.folder();
    const other = await journals.at(folder);
    await other.append(records('other'));
    const [otherFile] = await segmentsIn(folder);
    const otherHeader = (await readFile(otherFile!)).subarray(0, header);
    await writeFile(file, Buffer.concat([otherHeader, (await readFile(file)).subarray(header)]));
  };

  it('keeps its name and its records when a header is damaged', async () => {
    const { folder, files } = await filled();
    const { id } = await journals.at(folder).then(async (journal) => {
      await journals.close(journal);
      return journal;
    });
    await flip(files.at(-1)!, 20);
    const journal = await journals.at(folder, { limits });
    expect(await textsOf(journal)).toEqual(texts);
    expect(journal.id).toBe(id);
    expect(journal.damages).toMatchObject([{ offset: 0, bytes: header }]);
  });

  it('skips a segment that may not be read, and leaves it where it is', async () => {
    const { folder, files } = await filled();
    await rm(files[1]!);
    await mkdir(files[1]!); // what root cannot read either
    const journal = await journals.at(folder, { limits });
    expect(journal.damages.map(({ reason }) => reason)).toEqual(['cannot be read (EISDIR)']);
    expect(await textsOf(journal)).toEqual([...texts.slice(0, 3), ...texts.slice(6)]);
  });

  it('survives junk behind its end, zeros as well, and files that are not its own', async () => {
    const { folder, files } = await filled();
    await appendFile(files.at(-1)!, Buffer.alloc(10_000));
    await writeFile(`${folder}/notes.txt`, 'not ours');
    const journal = await journals.at(folder, { limits });
    expect(await textsOf(journal)).toEqual(texts);
    expect(journal.damages).toMatchObject([{ bytes: 10_000, reason: 'ends in a torn record' }]);
  });

  it('keeps a bounded number of copies', async () => {
    const { folder, entries, files } = await filled();
    for (const { position } of entries.slice(0, 9)) {
      await flip(files[position.segment - 1]!, position.offset + 10);
      await journals.close(await journals.at(folder, { limits: { ...limits, keptAsideFiles: 2 } }));
    }
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toHaveLength(2);
  });

  it('refuses the files of another version in a sentence', async () => {
    const { folder, files } = await filled();
    const bytes = await readFile(files[0]!);
    bytes.writeUInt32LE(2, 8);
    bytes.writeUInt32LE(crc32c(bytes, 0, header - 4), header - 4);
    await writeFile(files[0]!, bytes);
    await expect(journals.at(folder)).rejects.toThrow(
      'was written by another version of Kilowatch (format 2',
    );
  });
});
