import {
  demoCellReported,
  demoGasReported,
  demoRegisterReported,
  sensorReported,
  type SensorReading,
} from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import type { Utterance } from '@kilowatch/simulation';

/** Publishes what a demo device says, by the contract that its topic belongs to. */
export async function utter(client: MessagingClient, { topic, payload }: Utterance): Promise<void> {
  if (demoCellReported.params(topic)) return client.publish(demoCellReported, {}, payload);
  if (demoGasReported.params(topic)) return client.publish(demoGasReported, {}, payload);
  const register = demoRegisterReported.params(topic);
  if (register) return client.publish(demoRegisterReported, register, payload);
  const sensor = sensorReported.params(topic);
  if (sensor) return client.publish(sensorReported, sensor, JSON.parse(payload) as SensorReading);
  throw new Error(`No contract has the topic ${topic}`);
}
