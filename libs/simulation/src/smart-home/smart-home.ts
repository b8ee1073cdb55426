import type { DeviceMaker, Utterance } from '../simulated-device.js';
import { rounded, wanderer } from '../random.js';
import { plugged, room } from './appliance.js';

const json = (topic: string, body: unknown): Utterance => ({ topic, payload: JSON.stringify(body) });
const text = (topic: string, payload: string | number): Utterance => ({ topic, payload: String(payload) });

/** A plug with Tasmota, by its clock without an offset. */
export const simulatedTasmota: DeviceMaker = (id, { random, sense }) => {
  const meter = plugged(random, sense);
  return {
    device: `meter:${id}`,
    everyMs: 300_000,
    saysAt: (atMs) => {
      const { powerW, apparentVa, voltageV, currentA, factor, totalKwh, todayKwh } = meter(atMs);
      const energy = {
        ...{ TotalStartTime: '2024-01-01T00:00:00', Total: totalKwh, Yesterday: 1.2, Today: todayKwh },
        ...{ Power: powerW, ApparentPower: apparentVa, ReactivePower: rounded(apparentVa * 0.2, 1) },
        ...{ Factor: factor, Voltage: voltageV, Current: currentA },
      };
      const time = new Date(atMs).toISOString().slice(0, 19);
      return [json(`tele/${id}/SENSOR`, { Time: time, ENERGY: energy })];
    },
  };
};

/** A thermometer with Zigbee. */
export const simulatedZigbee: DeviceMaker = (id, { random, sense }) => {
  const air = room(random, sense);
  return {
    device: `sensor:${id}`,
    everyMs: 60_000,
    saysAt: () => {
      const { temperatureC, humidityPct, batteryPct } = air();
      return [
        json(`zigbee2mqtt/${id}`, {
          ...{ battery: batteryPct, humidity: humidityPct, linkquality: Math.round(80 + 60 * random()) },
          ...{ temperature: temperatureC, voltage: 2_900 + batteryPct },
        }),
      ];
    },
  };
};

/** A plug of the first generation of Shelly: a topic for each value. */
export const simulatedShellyGen1: DeviceMaker = (id, { random, sense }) => {
  const meter = plugged(random, sense);
  return {
    device: `meter:${id}`,
    everyMs: 30_000,
    saysAt: (atMs) => {
      const { isOn, powerW, totalKwh } = meter(atMs);
      return [
        text(`shellies/${id}/relay/0/power`, powerW),
        text(`shellies/${id}/relay/0/energy`, Math.round(totalKwh * 60_000)),
        text(`shellies/${id}/relay/0`, isOn ? 'on' : 'off'),
        text(`shellies/${id}/temperature`, 38.5),
      ];
    },
  };
};

/** One of the second generation, which notifies of what has changed. */
export const simulatedShellyGen2: DeviceMaker = (id, { random, sense }) => {
  const meter = plugged(random, sense);
  return {
    device: `meter:${id}`,
    everyMs: 10_000,
    saysAt: (atMs) => {
      const { isOn, powerW, voltageV, currentA, totalKwh } = meter(atMs);
      const changed = {
        ...{ id: 0, apower: powerW, voltage: voltageV, current: currentA, output: isOn },
        aenergy: { total: rounded(totalKwh * 1_000, 1), by_minute: [0, 0, 0], minute_ts: 0 },
      };
      const params = { ts: atMs / 1_000, 'switch:0': changed };
      return [json(`${id}/events/rpc`, { src: id, dst: `${id}/events`, method: 'NotifyStatus', params })];
    },
  };
};

/** A node with ESPHome. */
export const simulatedEsphome: DeviceMaker = (id, { random, sense }) => {
  const air = room(random, sense);
  return {
    device: `sensor:${id}`,
    everyMs: 60_000,
    saysAt: () => {
      const { temperatureC, humidityPct } = air();
      return [
        text(`${id}/sensor/temperature/state`, temperatureC),
        text(`${id}/sensor/humidity/state`, humidityPct),
        text(`${id}/binary_sensor/window/state`, random() < 0.05 ? 'ON' : 'OFF'),
      ];
    },
  };
};

/** A battery behind Victron's Venus OS; the id is `<portal>-<instance>`. Charging is positive there. */
export const simulatedVictron: DeviceMaker = (id, { random, sense }) => {
  const [portal, instance] = id.split('-');
  const power = wanderer(random, { around: 0, by: 2_500 });
  let socPct = 40 + 30 * random();
  return {
    device: `battery:${id}`,
    everyMs: 1_000,
    saysAt: () => {
      const powerW = sense('power', power());
      socPct = Math.min(100, Math.max(5, socPct + powerW / 100_000));
      const voltageV = 48 + socPct / 25;
      const values = {
        Soc: rounded(socPct, 1),
        'Dc/0/Power': rounded(powerW, 0),
        'Dc/0/Voltage': rounded(voltageV, 2),
        'Dc/0/Current': rounded(powerW / voltageV, 1),
        'Info/MaxChargeCurrent': 100,
      };
      return Object.entries(values).map(([path, value]) =>
        json(`N/${portal}/battery/${instance}/${path}`, { value }),
      );
    },
  };
};

const nsPerMs = 1_000_000n;

/** A computer that sends line protocol. */
export const simulatedLineProtocol: DeviceMaker = (id, { random, sense }) => {
  const load = wanderer(random, { around: 20, by: 20 });
  const used = wanderer(random, { around: 2e9, by: 4e8 });
  return {
    device: `sensor:${id}`,
    everyMs: 10_000,
    saysAt: (atMs) => {
      const time = BigInt(atMs) * nsPerMs;
      const lines = [
        `cpu,host=${id},cpu=cpu-total usage_user=${rounded(sense('cpu', load()), 2)} ${time}`,
        `mem,host=${id} used=${Math.round(sense('mem', used()))}i ${time}`,
      ];
      return [text('influx/telegraf', lines.join('\n'))];
    },
  };
};

/** Somebody's own script. */
export const simulatedPlainValues: DeviceMaker = (id, { random, sense }) => {
  const air = room(random, sense);
  return {
    device: `sensor:${id}`,
    everyMs: 60_000,
    saysAt: (atMs) => {
      const { temperatureC, humidityPct } = air();
      const body = {
        time: new Date(atMs).toISOString(),
        temperature: temperatureC,
        air: { humidity: humidityPct },
      };
      return [json(`values/${id}`, body)];
    },
  };
};
