import { describe, expect, it } from '@jest/globals';
import { aMessage, listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';
import { victron } from './victron.js';

const { hear, said, reasonOf } = listenerOf(victron);
const portal = 'c0619ab12345';

describe('Victron', () => {
  it.each([
    [`N/${portal}/battery/512/Dc/0/Power`, true],
    [`N/${portal}/full_publish_completed`, true],
    [`W/${portal}/vebus/257/Hub4/L1/AcPowerSetpoint`, false],
    [`R/${portal}/keepalive`, false],
    ['N/', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(victron.speaks(topic)).toBe(speaks));

  it.each([
    ['battery/512/Dc/0/Power', -812, 'battery:c0619ab12345-512', { metric: 'activePowerW', value: 812 }],
    ['battery/512/Dc/0/Current', 0, 'battery:c0619ab12345-512', { metric: 'currentA', value: 0 }],
    ['battery/512/Soc', 67.5, 'battery:c0619ab12345-512', { metric: 'socPct', value: 67.5 }],
    [
      'battery/512/Info/MaxChargeCurrent',
      100,
      'battery:c0619ab12345-512',
      { metric: 'chargeCurrentLimitA', value: 100 },
    ],
    [
      'battery/512/History/ChargedEnergy',
      3.5,
      'battery:c0619ab12345-512',
      { metric: 'energyInWh', value: 3.5, unit: 'kWh' },
    ],
    [
      'grid/30/Ac/L2/Power',
      -40,
      'meter:c0619ab12345-grid-30',
      { metric: 'activePowerW', value: -40, index: 'L2' },
    ],
    ['grid/30/Ac/Energy/Forward', 7, 'meter:c0619ab12345-grid-30', { metric: 'energyTotalKwh', value: 7 }],
    [
      'vebus/257/Ac/ActiveIn/L1/P',
      9,
      'meter:c0619ab12345-vebus-257',
      { metric: 'activePowerW', value: 9, index: 'in/L1' },
    ],
    [
      'system/0/Dc/Battery/Power',
      250,
      'meter:c0619ab12345-system-0',
      { metric: 'activePowerW', value: -250, index: 'battery' },
    ],
  ])('says on %s, with the sign of ours: positive is discharge', (path, value, device, measured) => {
    expect(said(`N/${portal}/${path}`, { value })).toEqual([
      { device, measured: [measured], connection: 'online' },
    ]);
  });

  it('is gone when it says nothing at all, and there again when it says something', () => {
    const reader = victron.reader({});
    const read = (body: unknown) => reader.read(aMessage(`N/${portal}/battery/1/Soc`, body));
    const device = `battery:${portal}-1`;
    expect(read('')).toEqual({ kind: 'nothing' });
    expect(read({ value: 1 })).toMatchObject({ said: [{ connection: 'online' }] });
    expect(JSON.stringify(read({ value: 2 }))).not.toContain('online');
    expect(read('')).toEqual({
      kind: 'said',
      said: [{ device, measured: [], connection: 'offline' }],
    });
    expect(read('')).toEqual({ kind: 'nothing' });
    expect(read({ value: null })).toEqual({ kind: 'nothing' });
    expect(read({ value: 3 })).toMatchObject({ said: [{ connection: 'online' }] });
  });

  it('is asked for everything at first and every ten minutes, and for changes between, once a portal is heard', () => {
    const reader = victron.reader({});
    expect(reader.keepAlives?.()).toEqual([]);
    reader.read(aMessage(`N/${portal}/system/0/Serial`, { value: portal }));
    const topic = `R/${portal}/keepalive`;
    const changes = '{"keepalive-options":["suppress-republish"]}';
    const asked = Array.from({ length: 21 }, () => reader.keepAlives?.()[0]);
    expect(asked[0]).toEqual({ topic, payload: '' });
    expect(asked.slice(1, 20)).toEqual(Array(19).fill({ topic, payload: changes }));
    expect(asked[20]).toEqual({ topic, payload: '' });
  });

  it('keeps no more than sixteen portals alive', () => {
    const reader = victron.reader({});
    for (let i = 0; i < 100; i += 1) reader.read(aMessage(`N/p${i}/heartbeat`, { value: 1 }));
    expect(reader.keepAlives?.()).toHaveLength(16);
  });

  it.each([
    ['settings/0/Settings/CGwacs/AcPowerSetPoint', { value: 50 }],
    ['battery/512/ProductName', { value: 'BMV' }],
    ['battery/512/Soc', { value: null }],
    ['battery/512/Soc', { value: 'full' }],
    ['full_publish_completed', { value: 1 }],
    ['unheard/1/Soc', { value: 1 }],
  ])('makes nothing of %s %j', (path, body) =>
    expect(hear(`N/${portal}/${path}`, body)).toEqual({ kind: 'nothing' }),
  );

  it.each([
    ['no JSON', /not JSON/],
    ['67.5', /JSON object/],
    ['{"value":1e999}', /finite/],
  ])('refuses %j in words', (body, words) =>
    expect(reasonOf(`N/${portal}/battery/512/Soc`, body)).toMatch(words),
  );

  it('answers anything within the contract', () => {
    const paths = ['battery/1/Soc', 'grid/2/Ac/L1/Power', 'keepalive', `battery/${'9'.repeat(9)}/Soc`];
    expectAnswersToAnything(victron, { topics: paths.map((p) => `N/${portal}/${p}`), keys: ['value'] });
  });
});
