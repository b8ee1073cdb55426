import { expect, it } from '@jest/globals';
import {
  batteryReport,
  commandState,
  deviceEntry,
  originalMessage,
  reading,
  refusal,
  setpointOrder,
  telemetryBatch,
} from '@kilowatch/contracts';
import { aBatteryReport, aCommandState, aDeviceEntry, aRefusal, aSetpointOrder } from './battery.js';
import { anOriginalMessage, aReading, aTelemetryBatch } from './telemetry.js';
import { aUuid } from './time.js';

it.each([
  [reading, aReading],
  [originalMessage, anOriginalMessage],
  [telemetryBatch, aTelemetryBatch],
  [batteryReport, aBatteryReport],
  [setpointOrder, aSetpointOrder],
  [commandState, aCommandState],
  [deviceEntry, aDeviceEntry],
  [refusal, aRefusal],
])('what mothers make fits its contract', (schema, mother) => {
  expect(schema.parse(mother())).toEqual(mother());
});

it('ids rise with their number', () => {
  const ids = [0, 1, 2, 65_535, 65_536, 70_000].map(aUuid);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});
