import type { Incoming } from './received-message.js';

/** One subscription of the MQTT.js connection and what is done with its messages. `take` never throws. */
export interface Route {
  readonly filter: string;
  readonly qos: 0 | 1;
  take(incoming: Incoming): void;
}
