import { describe, expect, it } from '@jest/globals';
import { historianAccount, ingestAccount } from './accounts.js';

const flow = {
  received: 10,
  readings: 100,
  stored: 80,
  duplicate: 5,
  waiting: 20,
  quarantined: 3,
  deleted: 2,
  dropped: 0,
};

describe('the account of the historian', () => {
  it('adds up with what was found at the start', () => {
    expect(historianAccount(flow, { foundAtStart: 10 }).unaccounted).toBe(0);
  });

  it('says how many are missing', () => {
    expect(historianAccount({ ...flow, stored: 75 }, { foundAtStart: 10 }).unaccounted).toBe(5);
  });
});

describe('the account of ingest', () => {
  it('takes in what was not refused and is of a device that counts', () => {
    const account = ingestAccount(flow, { messagesOfRetiredDevices: 1, messagesOfIgnoredDevices: 2 });
    expect(account.became).toContainEqual({ name: 'taken', count: 4 });
    expect(account.unaccounted).toBeUndefined();
  });
});
