import * as z from 'zod';
import { defineMessage } from './message.js';
import { cellTopic } from './traffic.js';

/** Native id of the one demo device of its kind. */
export const demoId = 'demo';

/** The demo's sensors: there are several, and the simulator may write on the topics of these. */
export const demoSensorIds = [
  'demo_temp_01',
  'demo_temp_02',
  'demo_humidity_01',
  'demo_pressure_01',
  'demo_light_01',
  'demo_co2_01',
] as const;

const asDevicesDo = { qos: 0, encoding: 'text' } as const;

/** What the demo devices of the monitoring kinds say, in the words of the devices that they stand for. */
export const demoCellReported = defineMessage(cellTopic, z.string(), asDevicesDo);
export const demoGasReported = defineMessage(`gas/${demoId}/data`, z.string(), asDevicesDo);
export const demoRegisterReported = defineMessage(`${demoId}/HP/{register}`, z.string(), asDevicesDo);
