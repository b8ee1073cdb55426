import * as z from 'zod';
import { powerUnit } from './command.js';
import { defineRoute } from './route.js';

const unit = powerUnit.default('kW');
const timestamp = z.iso.datetime({ offset: true }).optional().describe('absent: now');
const published = z.object({
  message: z.string().describe('echoes number and unit as sent'),
  commandId: z.uuidv7(),
  status: z.literal('published'),
});
const written = z.object({ message: z.literal('Data written successfully') });
const isPredecessors = true;

const commandErrors = {
  400: 'The setpoint is missing, malformed or outside the rating',
  500: 'The broker did not confirm the command',
};
const writeErrors = {
  400: 'The payload is empty, incomplete or malformed',
  500: 'The history did not store it',
};

/** Bodies allow extra keys, as the predecessor did. Magnitudes; the path says the direction. */
export const chargeBody = z.looseObject({ charge: z.number().min(0), unit });
export const dischargeBody = z.looseObject({ discharge: z.number().min(0), unit });
export const writeChargeBody = z.looseObject({ charge: z.number().min(0), unit, timestamp });
export const writeDischargeBody = z.looseObject({ discharge: z.number().min(0), unit, timestamp });

export const postCharge = defineRoute('POST', '/charge', {
  summary: 'Charge the battery with this power; 0 stops',
  isPredecessors,
  body: chargeBody,
  reply: published,
  errors: commandErrors,
});

export const postDischarge = defineRoute('POST', '/discharge', {
  summary: 'Discharge the battery with this power; 0 stops',
  isPredecessors,
  body: dischargeBody,
  reply: published,
  errors: commandErrors,
});

export const postWriteCharge = defineRoute('POST', '/writeCharge', {
  summary: 'Write a charge value to the history without commanding anything',
  isPredecessors,
  body: writeChargeBody,
  reply: written,
  errors: writeErrors,
});

export const postWrite = defineRoute('POST', '/write', {
  summary: 'Older name of /writeCharge',
  isPredecessors,
  body: writeChargeBody,
  reply: written,
  errors: writeErrors,
});

export const postWriteDischarge = defineRoute('POST', '/writeDischarge', {
  summary: 'Write a discharge value to the history without commanding anything',
  isPredecessors,
  body: writeDischargeBody,
  reply: written,
  errors: writeErrors,
});

export const getRead = defineRoute('GET', '/read', {
  summary: 'Charge and discharge values of a time range, one element per stored point',
  isPredecessors,
  query: z.object({
    begin: z.string().default('-1h').describe('RFC 3339, a Flux duration such as -1h or -7d, or now()'),
    end: z.string().default('now()').describe('as begin; exclusive'),
  }),
  reply: z.array(
    z.object({ time: z.string(), charge: z.number().nullable(), discharge: z.number().nullable() }),
  ),
  errors: { 400: 'begin or end cannot be read as a time', 500: 'The history did not answer' },
});

export const getLivedata = defineRoute('GET', '/livedata', {
  summary: 'Latest charge and discharge in kW',
  isPredecessors,
  reply: z.object({
    charge: z.number().nullable(),
    discharge: z.number().nullable(),
    unit: z.literal('kW'),
    timestamp: z.string().nullable().describe('of the newer of the two'),
    value: z.number().nullable().describe('the same as charge'),
  }),
  errors: { 500: 'The history did not answer' },
});
