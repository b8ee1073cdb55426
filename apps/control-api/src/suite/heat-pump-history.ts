import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '@kilowatch/contracts';
import { aReading } from '@kilowatch/testing';

const recorded = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../../../libs/compat/vectors/heat-pump-initial-data.json'),
    'utf8',
  ),
) as { now: string; input: { time: string; name: string; value: number }[]; reply: Record<string, unknown> };

/** When the charts were asked for, UTC epoch ms. */
export const recordedAtMs = Date.parse(recorded.now);

/** The charts that the readings make; without those of the running time. */
export const recordedCharts = recorded.reply;

/** What a heat pump had measured. */
export const recordedReadings = (device = 'heat-pump:0004A3B1C2D3'): Reading[] =>
  recorded.input.map(({ time, name, value }) =>
    aReading({ device, metric: name, value, atMs: Date.parse(time) }),
  );

/** As JSON has it, with numbers to the sixth digit. */
export const toSixDigits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' ? Number(x.toFixed(6)) : x)));
