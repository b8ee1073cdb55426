import { describe, expect, it } from '@jest/globals';
import { gasEntityOf } from './gas-entity.js';

const receivedAtMs = Date.UTC(2025, 0, 21, 9, 0, 0, 700);
const sensors = [
  { type: 'CH4', val: 200 },
  { type: 'CO', val: 1280 },
  { type: 'CO', val: 726, note: 'kept' },
];
const entityOf = (body: unknown) =>
  gasEntityOf({
    source: 'http:/receive-json',
    device: 'gas:handheld 1',
    receivedAtMs,
    arrival: 1,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('an entity of the gas meter', () => {
  it('renames id, leaves ts out, keeps the sensors as sent and says when it was received', () => {
    expect(entityOf({ pct: 90, id: 'handheld 1', ts: 1_673_049_150, sensors })).toEqual({
      pct: 90,
      device_id: 'handheld 1',
      system_time: 1_737_450_000,
      system_datetime: '2025-01-21T09:00:00+00:00',
      sensors,
    });
  });

  it.each([
    ['90', 90],
    ['full', 'full'],
    [90.5, 90.5],
    [true, 1],
    [-7, -7],
    ['1e999', '1e999'],
  ])('returns pct %j as %j', (pct, stored) => {
    expect(entityOf({ pct, id: 1 })).toMatchObject({ pct: stored, sensors: [] });
  });

  it.each([null, 0, '', 'a "word"', { CH4: 200 }, [{ type: '🔥', __proto__x: [1.5] }, null]])(
    'returns sensors that are %j as they are',
    (said) => {
      expect(entityOf({ pct: 0, id: 1, sensors: said })).toMatchObject({ pct: 0, sensors: said });
    },
  );

  it('takes the charge of the extended format', () => {
    expect(entityOf({ id: 'h', batt: { pct: 84, chg: false }, sensors: 'none' })).toMatchObject({
      pct: 84,
      sensors: 'none',
    });
  });

  it.each(['', '[1]', 'null', '{', 'gas,device=h value=1', '{"id":"h"}'])('is none: %s', (body) => {
    expect(entityOf(body)).toBeUndefined();
  });
});
