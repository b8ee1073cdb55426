import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../random.js';
import { House, type HouseState } from './house.js';

const startMs = Date.parse('2026-03-01T12:00:00Z');
const minuteMs = 60_000;

/** A state for each minute. */
function lived(hours: number, seed = 1): HouseState[] {
  const house = new House(seededRandom(seed));
  return Array.from({ length: hours * 60 }, (_, minute) => {
    house.pass(minuteMs, startMs + (minute + 1) * minuteMs);
    return house.state();
  });
}

const share = (states: readonly HouseState[], isSo: (state: HouseState) => boolean): number =>
  states.filter(isSo).length / states.length;

describe('a house with a heat pump', () => {
  const days = lived(72);

  it('runs its compressor part of the time, in cycles, and at the beginning', () => {
    const starts = days.filter((now, i) => now.compressor_status > (days[i - 1]?.compressor_status ?? 0));
    expect(share(days, (now) => now.compressor_status === 1)).toBeGreaterThan(0.25);
    expect(share(days, (now) => now.compressor_status === 1)).toBeLessThan(0.85);
    expect(starts.length).toBeGreaterThan(10);
    expect(days[0]?.compressor_status).toBe(1);
  });

  it('stays warm inside, whatever the weather, and has hot water', () => {
    for (const now of days) {
      expect(now.indoor_temp).toBeGreaterThan(19);
      expect(now.indoor_temp).toBeLessThan(25);
      expect(now.hot_water_top).toBeGreaterThan(30);
      expect(now.hot_water_top).toBeLessThan(62);
    }
  });

  it('heats water several times a day, for five minutes or more, now and then with the heater', () => {
    const lengths = days
      .map(({ switch_valve_status: valve }) => valve)
      .join('')
      .split('0')
      .map((run) => run.length)
      .filter((minutes) => minutes > 0);
    expect(lengths.length).toBeGreaterThan(6);
    expect(share(days, (now) => now.switch_valve_status === 1)).toBeLessThan(0.4);
    expect(lengths.filter((minutes) => minutes >= 5).length).toBeGreaterThan(lengths.length / 2);
    const aux = share(days, (now) => now.additional_heat_percent > 0);
    expect(aux).toBeGreaterThan(0);
    expect(aux).toBeLessThan(0.25);
  });

  it('while it heats gives heat to the radiators and takes it from the ground, at an efficiency that can be', () => {
    const heating = days.filter((now) => now.compressor_status === 1 && now.switch_valve_status === 0);
    for (const now of heating) {
      expect(now.radiator_forward - now.radiator_return).toBeGreaterThan(2);
      expect(now.brine_in_evaporator - now.brine_out_condenser).toBeGreaterThan(2);
      const heatW = 2_700 * (now.radiator_forward - now.radiator_return);
      expect(heatW / now.power_consumption).toBeGreaterThan(1.5);
      expect(heatW / now.power_consumption).toBeLessThan(6);
    }
  });

  it('counts what it uses', () => {
    const usedKwh = days.reduce((sum, now) => sum + now.power_consumption / 60_000, 0);
    const counted = days.at(-1)!.accumulated_energy - days[0]!.accumulated_energy;
    expect(Math.abs(counted - usedKwh)).toBeLessThan(0.05 * usedKwh + 1);
    const onHours = days.filter((now) => now.compressor_status === 1).length / 60;
    expect(Math.abs(days.at(-1)!.compressor_runtime - days[0]!.compressor_runtime - onHours)).toBeLessThan(
      1.5,
    );
  });

  it('lives through any winter as a number', () => {
    for (const seed of [2, 3, 4])
      for (const now of lived(24, seed)) expect(Object.values(now).every(Number.isFinite)).toBe(true);
  });
});
