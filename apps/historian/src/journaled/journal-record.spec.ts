import { expect, it } from '@jest/globals';
import type { PointColumns } from '@kilowatch/contracts';
import { anOriginalMessage, aReading, aTelemetryBatch, testTimeMs } from '@kilowatch/testing';
import { decodeRecord, encodeRecord } from './journal-record.js';
import { readingsOf } from './point-columns.js';

it('a batch comes back as it was', () => {
  const batch = { readings: [aReading({ quality: 'stale', index: 'ü/1' })], messages: [anOriginalMessage()] };
  const whole = {
    ...batch,
    id: { source: 's\n', batch: 'b' },
    ...{ ordinals: 'next' as const, isRedelivered: true },
  };
  expect(decodeRecord(encodeRecord(batch))).toEqual({ batch, isBulk: false });
  expect(decodeRecord(encodeRecord(whole)).batch).toEqual(whole);
});

it('the text that a batch came as is kept as it is, and read back', () => {
  const body = aTelemetryBatch({ messages: [anOriginalMessage()] });
  const json = JSON.stringify(body, undefined, 2); // with line ends
  const batch = {
    id: { source: 's', batch: body.batch },
    ...{ readings: body.readings, messages: body.messages },
  };
  const record = encodeRecord({ ...batch, text: { form: 'batch', json } });
  expect(record.toString().endsWith(json)).toBe(true);
  expect(decodeRecord(record).batch).toEqual(batch);
});

it('columns become readings again', () => {
  const columns: PointColumns = {
    series: [
      { device: 'battery:b1', metric: 'socPct' },
      { device: 'battery:b2', metric: 'cellVoltageV', index: '1' },
    ],
    of: [0, 1, 0],
    atMs: [testTimeMs, testTimeMs + 1, testTimeMs + 2],
    value: [1, 2, 3],
    ordinal: [0, 7, 0],
    quality: [null, 'stale', null],
  };
  const readings = readingsOf(columns, testTimeMs);
  expect(readings).toEqual([
    aReading({ value: 1, atMs: testTimeMs, receivedAtMs: testTimeMs }),
    aReading({
      ...{ device: 'battery:b2', metric: 'cellVoltageV', index: '1', value: 2, ordinal: 7 },
      ...{ atMs: testTimeMs + 1, receivedAtMs: testTimeMs, quality: 'stale' },
    }),
    aReading({ value: 3, atMs: testTimeMs + 2, receivedAtMs: testTimeMs }),
  ]);
  const text = { form: 'columns', json: JSON.stringify(columns), receivedAtMs: testTimeMs } as const;
  const batch = { readings, messages: [] };
  expect(decodeRecord(encodeRecord({ ...batch, text }))).toEqual({ batch, isBulk: true });
});
