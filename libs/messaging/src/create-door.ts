import type { Door, DoorOptions } from './door.js';
import { MqttDoor } from './mqtt-door.js';

/**
 * Opens a service's way to the broker. Returns at once and keeps connecting, with back-off, until `close()`;
 * `await door.whenReady()` waits for the connection. Throws an Error with a sentence when `addresses` make no sense.
 */
export const createDoor = (options: DoorOptions): Door => new MqttDoor(options);
