import { victronKeepAlive } from '@kilowatch/contracts';
import { type Dialect, DialectBook, nothing } from '@kilowatch/dialects';
import { testTimeMs } from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { KeepAlives } from './keep-alives.js';
import { KeptMessages, settingsAt } from './suite/kept-messages.js';

const silentWithout: Dialect = {
  name: 'silent-without',
  speaks: () => true,
  reader: () => ({
    read: () => nothing,
    keepAlives: () => [
      { topic: 'R/p1/keepalive', payload: '' },
      { topic: 'batteries/b1/cmd', payload: 'never' },
      { topic: 'R/p2/keepalive', payload: '{}' },
    ],
  }),
};

let broker: KeptMessages;
let keepAlives: KeepAlives;

beforeEach(() => {
  broker = new KeptMessages();
  const dialects = new DialectBook({ known: [silentWithout] });
  keepAlives = new KeepAlives(
    dialects,
    broker,
    settingsAt(() => testTimeMs),
  );
});

describe('KeepAlives', () => {
  it('says what devices need to hear, and nothing else whatever a dialect wants', async () => {
    await keepAlives.say();
    expect(broker.of(victronKeepAlive)).toEqual(['', '{}']);
  });

  it('says nothing while the broker is away, and all of it when it is back', async () => {
    broker.isConnected = false;
    await keepAlives.say();
    broker.isConnected = true;
    await keepAlives.say();
    expect(broker.of(victronKeepAlive)).toHaveLength(2);
  });
});
