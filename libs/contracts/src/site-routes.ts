import * as z from 'zod';
import { deviceId } from './device.js';
import { displaySettings } from './display.js';
import { shownDevice } from './device-changes.js';
import { metricStatistics, rangeReply } from './history.js';
import { commaListOf, commaSeparated } from './query-lists.js';
import { epochMs, metricName, originalMessage, reading } from './reading.js';
import { defineRoute } from './route.js';

const metrics = commaListOf(metricName, 20).describe(commaSeparated);
const span = {
  from: z.string().default('-1h').describe('RFC 3339, a Flux duration such as -1h, or now(); inclusive'),
  to: z.string().default('now()').describe('as from; exclusive'),
};
const partial = z.string().optional().describe('why something is missing; absent: nothing is');
const historyErrors = {
  400: 'A parameter is malformed',
  404: 'No such device',
  503: 'The history did not answer',
};

export const getDevices = defineRoute('GET', '/api/v1/devices', {
  summary: 'Every device seen, without retired demo devices',
  reply: z.object({ devices: z.array(shownDevice) }),
});

export const getLatest = defineRoute('GET', '/api/v1/devices/:device/latest', {
  summary: 'Newest reading of each metric',
  reply: z.object({ device: deviceId, readings: z.array(reading), partial }),
  errors: historyErrors,
});

export const getMessages = defineRoute('GET', '/api/v1/devices/:device/messages', {
  summary: 'The newest messages of a device, as they came in; the newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  reply: z.object({
    device: deviceId,
    messages: z.array(originalMessage).describe('fewer than asked for where they are large'),
    partial,
  }),
  errors: historyErrors,
});

export const getHistory = defineRoute('GET', '/api/v1/devices/:device/history', {
  summary: 'Raw points, or windows (count, min, max, mean, last) when stepMs is given',
  query: z.object({
    ...span,
    metrics,
    stepMs: z.coerce.number().int().min(1_000).optional(),
    limit: z.coerce.number().int().min(1).optional(),
    cursor: z.string().optional().describe('next of the page before'),
  }),
  reply: rangeReply.extend({ fromMs: epochMs, toMs: epochMs }),
  errors: historyErrors,
});

export const getStatistics = defineRoute('GET', '/api/v1/devices/:device/statistics', {
  summary: 'Count, minimum, maximum, mean and last value of a time range',
  query: z.object({ ...span, metrics }),
  reply: z.object({ statistics: z.array(metricStatistics), fromMs: epochMs, toMs: epochMs, partial }),
  errors: historyErrors,
});

export const deleteDemoHistory = defineRoute('DELETE', '/api/v1/devices/:device/history', {
  summary: 'Delete all history of a demo device',
  reply: z.object({ device: deviceId, points: z.number().int(), messages: z.number().int() }),
  errors: { ...historyErrors, 409: 'Not a demo device: its history stays' },
});

/** Where devices find the MQTT broker and as whom they come, as far as it is known here. It holds no secret. */
export const mqttEntrance = z.object({
  host: z
    .string()
    .nullable()
    .describe('null: the machine that serves this, by whatever name the client knows it'),
  port: z.number().int().min(1).max(65_535),
  isLocal: z.boolean().describe('true: only programs on that machine itself reach it'),
  openedBy: z
    .string()
    .nullable()
    .describe('where it is local, the setting of ours that opens it to the network; null: none of ours'),
  account: z
    .enum(['none', 'key', 'device', 'own'])
    .describe(
      'none: nobody is asked; key: any user name, the API key as password; device: an account with the id of the device, made by init; own: one of that broker',
    ),
});
export type MqttEntrance = z.infer<typeof mqttEntrance>;

/** What the dashboard must know of the installation. */
export const site = z.object({
  version: z.string(),
  auth: z
    .enum(['loopback', 'container', 'key', 'open'])
    .describe(
      'loopback, container: this machine only; key: who has the API key; open: anyone on the network, shown as a banner',
    ),
  ratedPowerW: z
    .number()
    .nullable()
    .describe('W; null: no rating configured, setpoints are not checked against one'),
  timeZone: z.string(),
  display: displaySettings,
  connect: z.object({ mqtt: mqttEntrance }).describe('how devices come in'),
});
export type Site = z.infer<typeof site>;

export const getSite = defineRoute('GET', '/api/v1/site', { summary: 'The installation', reply: site });
