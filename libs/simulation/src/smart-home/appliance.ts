import { rounded, type Random, wanderer } from '../random.js';
import { passing, type Sense } from '../simulated-device.js';

const nominalV = 230;
const msPerH = 3_600_000;
const longestMs = 3_600_000;
const standbyW = 1.4;

export interface MeterState {
  readonly isOn: boolean;
  readonly powerW: number;
  readonly apparentVa: number;
  readonly voltageV: number;
  readonly currentA: number;
  readonly factor: number;
  readonly totalKwh: number;
  readonly todayKwh: number;
}

/** Something that is plugged in and runs now and then, as a meter before it shows it. */
export function plugged(random: Random, sense: Sense): (atMs: number) => MeterState {
  const voltage = wanderer(random, { around: nominalV, by: 4 });
  const load = wanderer(random, { around: 900, by: 150 });
  const passed = passing(longestMs);
  const totalBefore = rounded(10 + 200 * random(), 3);
  let [isOn, used] = [random() < 0.5, 0];
  return (atMs) => {
    if (random() < 0.03) isOn = !isOn;
    const powerW = sense('power', isOn ? load() : standbyW);
    const voltageV = sense('voltage', voltage());
    used += (Math.max(0, powerW) * passed(atMs)) / msPerH / 1_000;
    const factor = isOn ? 0.97 : 0.45;
    const apparentVa = powerW / factor;
    return {
      isOn,
      powerW: rounded(powerW, 1),
      apparentVa: rounded(apparentVa, 1),
      voltageV: rounded(voltageV, 1),
      currentA: rounded(apparentVa / nominalV, 3),
      factor,
      totalKwh: rounded(totalBefore + used, 4),
      todayKwh: rounded(used, 4),
    };
  };
}

export interface RoomState {
  readonly temperatureC: number;
  readonly humidityPct: number;
  readonly batteryPct: number;
}

/** The air of a room, and the battery of what hangs in it. */
export function room(random: Random, sense: Sense): () => RoomState {
  const temperature = wanderer(random, { around: 20.5, by: 3, pace: 0.05 });
  const humidity = wanderer(random, { around: 48, by: 12, pace: 0.05 });
  let batteryPct = 60 + 40 * random();
  return () => {
    batteryPct = Math.max(1, batteryPct - 0.001);
    return {
      temperatureC: rounded(sense('temperature', temperature()), 2),
      humidityPct: rounded(sense('humidity', humidity()), 1),
      batteryPct: Math.round(batteryPct),
    };
  };
}
