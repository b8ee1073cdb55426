import { type DeviceMaker, passing, type Surroundings, type Utterance } from '../simulated-device.js';
import { House, type HouseMetric, type HouseState } from './house.js';
import { type Registers, registersOf } from './registers.js';

const everyMs = 30_000;
const longestMs = 10 * 60_000;

/** A house that lives on, and what the sensors of its pump show. */
function livingHouse({ random, sense }: Surroundings): (atMs: number) => HouseState {
  const house = new House(random);
  const passed = passing(longestMs);
  return (atMs) => {
    house.pass(passed(atMs), atMs);
    const state = Object.entries(house.state()) as [HouseMetric, number][];
    return Object.fromEntries(state.map(([metric, value]) => [metric, sense(metric, value)])) as HouseState;
  };
}

/** A gateway that says everything at once, out of the house as it is. */
const wholeGateway =
  (says: (id: string, state: HouseState, atMs: number) => Utterance[]): DeviceMaker =>
  (id, surroundings) => {
    const live = livingHouse(surroundings);
    return { device: `heat-pump:${id}`, everyMs, saysAt: (atMs) => says(id, live(atMs), atMs) };
  };

/** Temperatures with their tenth, which tells that they are no raw numbers. */
const shown = (metric: HouseMetric, value: number): string =>
  isTemperature(metric) ? value.toFixed(1) : String(value);

const isTemperature = (metric: HouseMetric): boolean =>
  /_temp$|_top$|^radiator_(?:forward|return)$|^brine_(?:in|out)_|setpoint$/.test(metric);

/** A gateway goes through its registers in so many rounds. */
const parts = 6;

/** A gateway H60 of Husdata: a topic for each register of the brand. All of them at first, then a part of them each time. */
export const simulatedHusdata =
  (brand: keyof typeof registersOf): DeviceMaker =>
  (id, surroundings) => {
    const live = livingHouse(surroundings);
    const registers = Object.entries(registersOf[brand] as Registers);
    let part = -1;
    return {
      device: `heat-pump:${id}`,
      everyMs: everyMs / parts,
      saysAt: (atMs) => {
        const state = live(atMs);
        const said = registers.filter((_, i) => part === -1 || i % parts === part);
        part = (part + 1) % parts;
        return said.map(([register, metric]) => ({
          topic: `${id}/HP/${register}`,
          payload: shown(metric, state[metric]),
        }));
      },
    };
  };

/** ThermIQ-MQTT in a Thermia: everything in one JSON object, whole numbers, tenths of the indoor temperature beside. */
export const simulatedThermiq = wholeGateway((id, state, atMs) => {
  const whole = (metric: HouseMetric): number => Math.round(state[metric]);
  const indoorTenths = Math.round(state.indoor_temp * 10);
  const body = {
    ...{ Client_Name: 'ThermIQ_001122334455', app_info: 'ThermIQ-mqtt 1.01', reason: 'T' },
    ...{ r00: whole('outdoor_temp'), r01: Math.floor(indoorTenths / 10), r02: indoorTenths % 10 },
    ...{ r03: 21, r04: 0, r05: whole('radiator_forward'), r06: whole('radiator_return') },
    ...{ r07: whole('hot_water_top'), r08: whole('brine_out_condenser') },
    r09: whole('brine_in_evaporator'),
    r0d: Number(state.additional_heat_percent > 0),
    r10: 0x03 * state.compressor_status + 0x04 + 0x08 * state.switch_valve_status,
    r11: 0x40 * state.alarm_status,
    ...{ r19: whole('degree_minutes'), r68: state.compressor_runtime },
    ...{ timestamp: Math.floor(atMs / 1_000), rssi: -61 },
  };
  return [{ topic: `ThermIQ/${id}/data`, payload: JSON.stringify(body) }];
});

/** nibe-mqtt beside an inverter pump of the F-series; the id is the prefix of its topics. */
export const simulatedNibe = wholeGateway((id, state) => {
  const coils = {
    'bt1-outdoor-temperature-40004': state.outdoor_temp,
    'bt50-room-temp-s1-40033': state.indoor_temp,
    'bt2-supply-temp-s1-40008': state.radiator_forward,
    'eb100-ep14-bt3-return-temp-40012': state.radiator_return,
    'bt7-hw-top-40013': state.hot_water_top,
    'eb100-ep14-bt10-brine-in-temp-40015': state.brine_in_evaporator,
    'eb100-ep14-bt11-brine-out-temp-40016': state.brine_out_condenser,
    'compressor-state-ep14-43427': state.compressor_status > 0 ? 'RUNNING' : 'STOPPED',
    'prio-43086': state.switch_valve_status > 0 ? 'HOT WATER' : 'HEAT',
    'int-el-add-power-43084': state.additional_heat_percent > 0 ? 3 : 0,
    'max-int-add-power-47212': 9,
    'compressor-in-power-43141': state.power_consumption,
    'degree-minutes-16-bit-43005': state.degree_minutes,
  };
  return Object.entries(coils).map(([name, value]) => ({
    topic: `${id}/coils/${name}`,
    payload: String(value),
  }));
});

/** The ESPHome controller in an IVT with a Rego 600; its node has one name everywhere. */
export const simulatedRego = wholeGateway((id, state) => {
  const lamp = (isOn: number): string => (isOn > 0 ? 'ON' : 'OFF');
  const said = {
    'sensor/radiator_return_gt1': state.radiator_return.toFixed(1),
    'sensor/outdoor_gt2': state.outdoor_temp.toFixed(1),
    'sensor/hot_water_gt3': state.hot_water_top.toFixed(1),
    'sensor/forward_gt4': state.radiator_forward.toFixed(1),
    'sensor/room_gt5': state.indoor_temp.toFixed(1),
    'sensor/heat_fluid_in_gt10': state.brine_in_evaporator.toFixed(1),
    'sensor/heat_fluid_out_gt11': state.brine_out_condenser.toFixed(1),
    'sensor/add_heat_power': String(state.additional_heat_percent),
    'binary_sensor/pump': lamp(state.compressor_status),
    'binary_sensor/boiler': lamp(state.switch_valve_status),
    'binary_sensor/alarm': lamp(state.alarm_status),
  };
  return Object.entries(said).map(([name, payload]) => ({ topic: `${id}/${name}/state`, payload }));
});
