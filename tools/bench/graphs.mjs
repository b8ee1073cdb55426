import { setTimeout as wait } from 'node:timers/promises';
import { importSeries, shown, timedJson } from './history.mjs';
import { startStandalone } from './processes.mjs';

const dayMs = 86_400_000;
const days = 31;
const everyMs = 30_000;
const questions = 43;
const settleMs = 10_000;

/** A cycle of the compressor every 47 minutes, some of them for hot water; readings every 30 s. */
const isOn = (i) => i % 95 < 55;
const wave = (mean, swing) => (i) => mean + swing * Math.sin(i / 1_440);
const metrics = {
  outdoor_temp: wave(2, 6),
  indoor_temp: wave(21, 0.5),
  radiator_forward: (i) => (isOn(i) ? 38.5 : 30.2),
  radiator_return: (i) => (isOn(i) ? 31.5 : 30),
  hot_water_top: wave(48, 3),
  brine_in_evaporator: wave(3.5, 0.4),
  brine_out_condenser: (i) => wave(3.5, 0.4)(i) - (isOn(i) ? 3 : 0),
  compressor_status: (i) => Number(isOn(i)),
  switch_valve_status: (i) => Number(isOn(i) && i % 380 < 95),
  additional_heat_percent: (i) => (i % 2_880 < 60 ? 33 : 0),
  power_consumption: (i) => (isOn(i) ? 2_100 : 50),
};

/** The charts of the heat pump's predecessor, made anew each time. */
export async function benchGraphs(say) {
  const standalone = await startStandalone();
  try {
    const count = (days * dayMs) / everyMs;
    const firstAtMs = Date.now() - days * dayMs;
    for (const [metric, valueAt] of Object.entries(metrics))
      await importSeries(standalone, {
        ...{ device: 'heat-pump:bench', metric, count, firstAtMs, everyMs, valueAt },
      });
    await wait(settleMs); // housekeeping, as it would have been done by the time that somebody looks
    for (const range of ['1h', '24h', '7d', '30d']) {
      const times = [];
      let answer;
      for (let i = 0; i < questions; i += 1) {
        answer = await timedJson(standalone.port, `/api/initial-data?range=${range}`);
        times.push(answer.ms);
      }
      const windows = answer.body.temperature.timestamps.length;
      if (!answer.body.sankey.has_data) throw new Error(`no COP over ${range}`);
      say(
        `/api/initial-data?range=${range} (standalone, 1 process, SQLite, over HTTP; client another process; ${Object.keys(metrics).length} metrics every ${everyMs / 1_000} s for ${days} days; ${windows} windows, ${(answer.bytes / 1_000).toFixed(0)} kB; ${questions - 3} times, nothing kept between them): ${shown(times.slice(3))}`,
      );
    }
  } finally {
    await standalone.stop();
  }
}
