import { cellTopic } from '@kilowatch/contracts';
import { rounded, wanderer } from './random.js';
import { type DeviceMaker, passing } from './simulated-device.js';

const everyMs = 2_000;
const capacityAh = 2.6;
const loadA = 0.1; // 3.7 V over 37 Ω: below the powers that a cell is usually watched for
const chargeA = -0.5;
const innerOhm = 0.09;
const msPerH = 3_600_000;
/** Of the charge: where the load is taken off, and put on again. */
const [emptyAt, fullAt] = [0.15, 0.95];
const longestMs = 10_000;

/** Volts of a lithium-ion cell without load, over its state of charge 0…1. */
const openCircuitV = (soc: number): number => 3.0 + 0.75 * soc ** 0.35 + 0.42 * soc ** 3;

/** The rig of the battery twin: an 18650 cell that is drained over a resistor, then charged, watched by an ESP32 without a clock. */
export const simulatedCell: DeviceMaker = (id, { random, sense }) => {
  let soc = 0.4 + 0.3 * random();
  let isCharging = false;
  const passed = passing(longestMs);
  const ambientC = wanderer(random, { around: 22, by: 1.5, pace: 0.01 });
  const noiseMa = wanderer(random, { around: 0, by: 0.6, pace: 1 });
  const adcNoiseA = wanderer(random, { around: 0, by: 0.016, pace: 1 });
  const rssiDbm = wanderer(random, { around: -55, by: 8, pace: 0.2 });
  let warmthK = 0;

  return {
    device: `cell:${id}`,
    everyMs,
    saysAt: (atMs) => {
      const hours = passed(atMs) / msPerH;
      const trueA = isCharging ? chargeA : loadA;
      soc = Math.min(1, Math.max(0, soc - (trueA * hours) / capacityAh));
      if (soc <= emptyAt || soc >= fullAt) isCharging = soc <= emptyAt;
      warmthK += (trueA ** 2 * innerOhm * 60 - warmthK) * Math.min(1, hours * 6);

      const voltage = rounded(sense('voltage', openCircuitV(soc) - innerOhm * trueA), 3);
      const currentMa = rounded(sense('current', trueA * 1_000 + noiseMa()), 1);
      const body = {
        device_id: id,
        voltage,
        current_ma: currentMa,
        power_mw: rounded(voltage * currentMa, 2),
        temperature: rounded(sense('temperature', ambientC() + warmthK), 1),
        acs_current_a: rounded(sense('acs', trueA + adcNoiseA()), 3),
        wifi_rssi: Math.round(rssiDbm()),
      };
      return [{ topic: cellTopic, payload: JSON.stringify(body) }];
    },
  };
};
