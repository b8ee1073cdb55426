import * as z from 'zod';
import { powerUnit } from './command.js';
import { defineMessage } from './message.js';

/** For a device that keeps a message until it is stored (`kw/v1/stored/{device}`): all three, or none. */
export const deviceSequenceKeys = {
  boot: z.string().min(1).max(64).optional().describe('names one life of the counter'),
  seq: z.number().int().min(1).optional().describe('rises by one per message, from 1'),
  keptFrom: z.number().int().min(1).optional().describe('lowest number that the device still keeps'),
};

/** What a battery reports of itself; all of it optional but the time, unknown keys are kept in the message only. */
export const batteryReport = z.looseObject({
  at: z.iso.datetime({ offset: true }).optional().describe('absent: the time of receipt counts'),
  heartbeat: z.number().int().min(0).optional().describe("the device's own sequence"),
  activePowerW: z.number().optional().describe('W, positive while discharging'),
  voltageV: z.number().optional(),
  currentA: z.number().optional().describe('A, positive while discharging'),
  socPct: z.number().min(0).max(100).optional(),
  sohPct: z.number().min(0).max(100).optional(),
  temperatureC: z.number().optional(),
  chargeLimitW: z.number().min(0).optional(),
  dischargeLimitW: z.number().min(0).optional(),
  setpointW: z.number().optional().describe('W, positive while discharging'),
  energyInWh: z.number().min(0).optional(),
  energyOutWh: z.number().min(0).optional(),
  ...deviceSequenceKeys,
});
export type BatteryReport = z.infer<typeof batteryReport>;

export const batteryReported = defineMessage('batteries/{id}/state', batteryReport, { retain: true });

/** `online` / `offline`: retained, `offline` as last will. */
export const batteryStatus = defineMessage('batteries/{id}/status', z.enum(['online', 'offline']), {
  retain: true,
  encoding: 'text',
});

const legacyShape = { unit: powerUnit.default('kW'), timestamp: z.iso.datetime({ offset: true }).optional() };

/** The predecessor's command message, never retained. Device side: extra keys are allowed. */
export const chargeMessage = z.looseObject({ charge: z.number().min(0), ...legacyShape });
export type ChargeMessage = z.infer<typeof chargeMessage>;
export const dischargeMessage = z.looseObject({ discharge: z.number().min(0), ...legacyShape });
export type DischargeMessage = z.infer<typeof dischargeMessage>;

/** Addresses are the predecessor's defaults; `MQTT_TOPIC_CHARGE` and `MQTT_TOPIC_DISCHARGE` move them. */
export const chargeCommanded = defineMessage('battery/charge', chargeMessage);
export const dischargeCommanded = defineMessage('battery/discharge', dischargeMessage);
