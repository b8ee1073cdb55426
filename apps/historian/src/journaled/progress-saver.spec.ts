import { describe, expect, it } from '@jest/globals';
import type { Journal } from '@kilowatch/journal';
import { createLog } from '@kilowatch/service-kit';
import { eventually } from '@kilowatch/testing';
import { Backlog } from './backlog.js';
import { Deletions } from './deletions.js';
import type { ProgressFile } from './progress-file.js';
import { ProgressSaver } from './progress-saver.js';
import { defaultJournaledLimits } from './open-journaled-history.js';

const end = { segment: 2, offset: 48 };

/** A saver whose disk is full the first times. */
function aSaver(failures: number) {
  const seen = { written: 0, released: 0 };
  const write = async (): Promise<void> => {
    if (failures-- > 0) throw new Error('ENOSPC');
    seen.written += 1;
  };
  const saver = new ProgressSaver({
    file: { write } as unknown as ProgressFile,
    journal: { id: 'j', release: async () => (seen.released += 1) } as unknown as Journal,
    backlog: new Backlog(end, defaultJournaledLimits.backlog),
    deletions: new Deletions(),
    everyMs: 1,
    log: createLog({ LOG_LEVEL: 'silent' }),
  });
  return { saver, seen };
}

describe('how far the store has come', () => {
  it('is tried again to be written down, though nothing more happens: only then the journal has room', async () => {
    const { saver, seen } = aSaver(3);
    saver.touch();
    await eventually(() => expect(seen).toEqual({ written: 1, released: 1 }));
  });

  it('is not written down any more by who has let go of the journal', async () => {
    const { saver, seen } = aSaver(1);
    await expect(saver.close()).rejects.toThrow('ENOSPC');
    saver.touch();
    const other = aSaver(0);
    other.saver.touch();
    await eventually(() => expect(other.seen.written).toBe(1));
    expect(seen.written).toBe(0);
  });
});
