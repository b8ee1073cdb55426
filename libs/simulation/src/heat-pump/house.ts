import { rounded, wanderer, type Random } from '../random.js';

/** What a heat pump's gateway can say of the pump and the house, by the canonical names of the metrics. */
export type HouseState = Readonly<Record<HouseMetric, number>>;
export type HouseMetric =
  | 'outdoor_temp'
  | 'indoor_temp'
  | 'radiator_forward'
  | 'radiator_return'
  | 'heating_setpoint'
  | 'hot_water_top'
  | 'brine_in_evaporator'
  | 'brine_out_condenser'
  | 'pressure_tube_temp'
  | 'additional_heat_percent'
  | 'compressor_status'
  | 'brine_pump_status'
  | 'radiator_pump_status'
  | 'switch_valve_status'
  | 'alarm_status'
  | 'alarm_code'
  | 'operating_mode'
  | 'room_temp_setpoint'
  | 'degree_minutes'
  | 'power_consumption'
  | 'accumulated_energy'
  | 'compressor_runtime'
  | 'aux_heater_3kw_runtime'
  | 'hot_water_runtime';

const ms = { perMinute: 60_000, perHour: 3_600_000, perDay: 86_400_000 };
const stepMs = 10_000;

// Heat, kW, and what keeps it, kWh/K. A small well-insulated house with an 8 kW pump on a borehole.
const pumpKw = 8;
const auxStepKw = 3;
const auxStepPct = 100 / 3; // of 9 kW
const houseLossKwPerK = 0.2;
const radiatorKwPerK = 0.32;
const houseKwhPerK = 4;
const waterKwhPerK = 0.35;
const tankKwhPerK = 0.21; // 180 litres
const tankLossKwPerK = 0.002;
const radiatorFlowKwPerK = 2.7; // 0.65 L/s
const brineFlowKwPerK = 1.75;
const sunKw = 0.8;
const peopleKw = 0.35;
const pumpsKw = 0.11;
const restingKw = 0.03;
const carnotShare = 0.52;
const kelvin = 273.15;

const startDegreeMinutes = -60;
const auxDegreeMinutes = -240;
const tankStartC = 45;
const tankStopC = 53;
const tankBoostC = 58;
/** Every so many hot-water charges go higher with the heater's help: against legionella. */
const boostEvery = 4;

/** Heat curve: forward temperature for an outdoor temperature. */
const setpointC = (outdoorC: number): number => Math.min(55, Math.max(20, 21 + (20 - outdoorC) * 0.66));

/** A house with a ground-source heat pump. It begins while the pump heats, shortly before hot water: something is to be seen at once. */
export class House {
  #outdoorC = 2;
  #indoorC = 20.8;
  #waterC: number; // mean of the radiator circuit
  #tankC = tankStartC + 0.3;
  #brineC = 3.5;
  #tubeC = 25;
  #degreeMinutes = startDegreeMinutes / 2;
  #isOn = true;
  #isHotWater = false;
  #auxSteps = 0;
  #charges = 0;
  #powerKw = restingKw;
  #energyKwh: number;
  #hours: { compressor: number; aux: number; hotWater: number };
  #drawKw = 0;
  readonly #weatherK: () => number;

  constructor(private readonly random: Random) {
    this.#weatherK = wanderer(random, { around: 0, by: 4, pace: 0.002 });
    this.#waterC = setpointC(this.#outdoorC);
    this.#energyKwh = 18_000 + Math.floor(4_000 * random());
    const compressor = 9_000 + Math.floor(2_000 * random());
    this.#hours = { compressor, aux: compressor * 0.04, hotWater: compressor * 0.2 };
  }

  /** Goes on for so long, at this time of the day (UTC epoch ms). */
  pass(passedMs: number, atMs: number): void {
    for (let left = passedMs; left > 0; left -= stepMs) this.#step(Math.min(stepMs, left), atMs - left);
  }

  #step(dtMs: number, atMs: number): void {
    const hours = dtMs / ms.perHour;
    const day = Math.sin(((atMs % ms.perDay) / ms.perDay - 0.375) * 2 * Math.PI); // warmest at three in the afternoon
    this.#outdoorC = 1.5 + 4 * day + this.#weatherK();
    this.#control(dtMs);
    const heatKw = this.#isOn ? pumpKw : 0;
    const auxKw = this.#auxSteps * auxStepKw;
    const toTankKw = this.#isHotWater ? heatKw + auxKw : 0;
    const toHouseKw = this.#isHotWater ? 0 : heatKw + auxKw;

    const radiatorKw = Math.max(0, radiatorKwPerK * (this.#waterC - this.#indoorC));
    this.#waterC += ((toHouseKw - radiatorKw) * hours) / waterKwhPerK;
    const gainKw = radiatorKw + peopleKw + sunKw * Math.max(0, day);
    this.#indoorC += ((gainKw - houseLossKwPerK * (this.#indoorC - this.#outdoorC)) * hours) / houseKwhPerK;
    this.#draw(dtMs);
    const tankKw = toTankKw - this.#drawKw - tankLossKwPerK * (this.#tankC - this.#indoorC);
    this.#tankC = Math.max(10, this.#tankC + (tankKw * hours) / tankKwhPerK);
    this.#account(heatKw, auxKw, hours);
  }

  /** Hot water first; heating by degree minutes, the heater when they are far down. */
  #control(dtMs: number): void {
    const minutes = dtMs / ms.perMinute;
    const lackK = this.#waterC - setpointC(this.#outdoorC);
    this.#degreeMinutes = Math.min(60, Math.max(-600, this.#degreeMinutes + lackK * minutes));
    const isBoost = this.#charges % boostEvery === 0;
    if (!this.#isHotWater && this.#tankC < tankStartC) {
      this.#isHotWater = true;
      this.#charges += 1;
    } else if (this.#isHotWater && this.#tankC > (isBoost ? tankBoostC : tankStopC)) this.#isHotWater = false;
    const isHeating = this.#isOn ? this.#degreeMinutes < 0 : this.#degreeMinutes < startDegreeMinutes;
    this.#isOn = this.#isHotWater || isHeating;
    if (this.#isHotWater) this.#auxSteps = isBoost && this.#tankC > tankStopC - 2 ? 1 : 0;
    else if (this.#degreeMinutes < auxDegreeMinutes) this.#auxSteps = 1;
    else if (this.#degreeMinutes > auxDegreeMinutes / 2) this.#auxSteps = 0;
  }

  /** Somebody washes hands or takes a shower, a few times an hour. */
  #draw(dtMs: number): void {
    if (this.#drawKw > 0 && this.random() < dtMs / (4 * ms.perMinute)) this.#drawKw = 0;
    else if (this.#drawKw === 0 && this.random() < dtMs / (25 * ms.perMinute))
      this.#drawKw = 4 + 10 * this.random();
  }

  #account(heatKw: number, auxKw: number, hours: number): void {
    const condenserC = (this.#isHotWater ? this.#tankC + 4 : this.#waterC + 2) + 3;
    const evaporatorC = this.#brineC - 6;
    const cop = (carnotShare * (condenserC + kelvin)) / Math.max(15, condenserC - evaporatorC);
    const compressorKw = heatKw / cop;
    this.#powerKw = this.#isOn ? compressorKw + pumpsKw : restingKw;
    this.#powerKw += auxKw;
    const groundKw = heatKw - compressorKw;
    this.#brineC += (4.5 - groundKw * 0.25 - this.#brineC) * (1 - Math.exp(-hours / 0.3));
    this.#tubeC +=
      ((this.#isOn ? condenserC + 28 : this.#indoorC) - this.#tubeC) * (1 - Math.exp(-hours / 0.05));
    this.#energyKwh += this.#powerKw * hours;
    if (this.#isOn) this.#hours.compressor += hours;
    if (this.#auxSteps > 0) this.#hours.aux += hours;
    if (this.#isHotWater) this.#hours.hotWater += hours;
  }

  /** As its sensors would show it, with tenths. */
  state(): HouseState {
    const heatKw = this.#isOn ? pumpKw : 0;
    const auxKw = this.#auxSteps * auxStepKw;
    const radiatorKw = this.#isHotWater ? 0.3 : heatKw + auxKw;
    const half = radiatorKw / radiatorFlowKwPerK / 2;
    const groundKw = Math.max(0, heatKw - (this.#powerKw - auxKw));
    const spread = this.#isOn ? groundKw / brineFlowKwPerK : 0.1;
    const on = Number(this.#isOn);
    return {
      outdoor_temp: rounded(this.#outdoorC, 1),
      indoor_temp: rounded(this.#indoorC, 1),
      radiator_forward: rounded(this.#waterC + half, 1),
      radiator_return: rounded(this.#waterC - half, 1),
      heating_setpoint: rounded(setpointC(this.#outdoorC), 1),
      hot_water_top: rounded(this.#tankC, 1),
      brine_in_evaporator: rounded(this.#brineC, 1),
      brine_out_condenser: rounded(this.#brineC - spread, 1),
      pressure_tube_temp: rounded(this.#tubeC, 1),
      additional_heat_percent: rounded(this.#auxSteps * auxStepPct, 0),
      compressor_status: on,
      brine_pump_status: on,
      radiator_pump_status: 1,
      switch_valve_status: Number(this.#isHotWater),
      alarm_status: 0,
      alarm_code: 0,
      operating_mode: 1,
      room_temp_setpoint: 21,
      degree_minutes: rounded(this.#degreeMinutes, 0),
      power_consumption: rounded(this.#powerKw * 1_000, 0),
      accumulated_energy: Math.floor(this.#energyKwh),
      compressor_runtime: Math.floor(this.#hours.compressor),
      aux_heater_3kw_runtime: Math.floor(this.#hours.aux),
      hot_water_runtime: Math.floor(this.#hours.hotWater),
    };
  }
}
