import { rounded, wanderer } from './random.js';
import type { DeviceMaker } from './simulated-device.js';

const everyMs = 5_000;
const s = 1_000;

/** Calm air, and how far it goes: ppm. */
const gases = [
  { type: 'CH4', around: 60, by: 20 },
  { type: 'CO', around: 6, by: 5 },
  { type: 'CO', around: 5, by: 4 },
  { type: 'LPG', around: 32, by: 8 },
  { type: 'H2', around: 2.4, by: 1.2 },
] as const;

const cookingShare = 0.002; // of the rounds begin it
const cookingPpm = 35;
const fading = 0.985;

/** A handheld gas detector with two sensors for carbon monoxide. Now and then somebody cooks beside it. */
export const simulatedGasDetector: DeviceMaker = (id, { random, sense }) => {
  const air = gases.map((gas) => ({ ...gas, ppm: wanderer(random, gas) }));
  let batteryPct = 100;
  let cooking = 0;
  return {
    device: `gas:${id}`,
    everyMs,
    saysAt: (atMs) => {
      cooking = random() < cookingShare ? cookingPpm : cooking * fading;
      batteryPct = batteryPct > 15 ? batteryPct - 0.002 : 100;
      const sensors = air.map(({ type, ppm }, i) => {
        const value = ppm() + (type === 'CO' ? cooking : 0);
        return { type, val: rounded(Math.max(0, sense(`${type}/${i}`, value)), 1) };
      });
      const body = { pct: Math.round(batteryPct), id, ts: Math.floor(atMs / s), sensors };
      return [{ topic: `gas/${encodeURIComponent(id)}/data`, payload: JSON.stringify(body) }];
    },
  };
};
