import type { BatteryReport } from '@kilowatch/contracts';
import { type DemoBattery, limitsOf, socPctOf } from './demo-battery.js';

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0; // never -0

/** What the battery's electronics would send, with the resolution they would have. */
export function reportOf(
  battery: DemoBattery,
  { setpointW, atMs, heartbeat }: { setpointW: number; atMs: number; heartbeat: number },
): BatteryReport {
  const { chargeLimitW, dischargeLimitW } = limitsOf(battery);
  return {
    at: new Date(atMs).toISOString(),
    heartbeat,
    setpointW: rounded(setpointW, 0),
    activePowerW: rounded(battery.activePowerW, 0),
    voltageV: rounded(battery.voltageV, 2),
    currentA: rounded(battery.currentA, 2),
    socPct: rounded(Math.min(100, Math.max(0, socPctOf(battery))), 2),
    sohPct: 98,
    temperatureC: rounded(battery.temperatureC, 2),
    chargeLimitW: rounded(chargeLimitW, 0),
    dischargeLimitW: rounded(dischargeLimitW, 0),
    energyInWh: rounded(battery.energyInWh, 1),
    energyOutWh: rounded(battery.energyOutWh, 1),
  };
}
