import type { BrokerAddress } from '../door.js';

/** What an attempt to connect may fail with: a system error, several of them, or MQTT.js with the broker's return code. */
export interface BrokerError extends Error {
  readonly code?: string | number;
  readonly errors?: readonly BrokerError[];
}

const returnCodes = ['', 'it does not speak MQTT 3.1.1', 'it refuses the client id', 'it is not available'];

/** Why the broker refused a connection, by the return code of its CONNACK (MQTT 3.1.1, table 3.1), and what to check. */
export const refusalInWords = (returnCode: number, { username }: BrokerAddress): string => {
  // Mosquitto answers a wrong password with 5 (not authorised), others with 4.
  if (returnCode !== 4 && returnCode !== 5)
    return `the broker refuses the connection: ${returnCodes[returnCode] ?? `return code ${returnCode}`}`;
  if (username === undefined)
    return 'the broker wants a user name and a password: set MQTT_USERNAME and MQTT_PASSWORD (or MQTT_PASSWORD_FILE)';
  return `the broker refuses the user name or password of '${username}': check MQTT_USERNAME and MQTT_PASSWORD (or MQTT_PASSWORD_FILE)`;
};

/** Why there is no connection, and what to check. */
export const brokerErrorInWords = (error: BrokerError, broker: BrokerAddress): string => {
  const { host, port } = broker;
  if (typeof error.code === 'number') return refusalInWords(error.code, broker);
  const first = error.errors?.[0]; // Node reports a failed dual-stack attempt as an AggregateError without a message
  switch (error.code ?? first?.code) {
    case 'ENOTFOUND':
      return `the broker's name ${host} cannot be resolved: check MQTT_BROKER_HOST`;
    case 'EAI_AGAIN':
      return `the broker's name ${host} cannot be resolved, the name server gives no answer: check MQTT_BROKER_HOST and the network`;
    case 'ECONNREFUSED':
      return `connection refused, nothing listens at ${host}:${port}: check that the broker runs, MQTT_BROKER_HOST and MQTT_BROKER_PORT`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${host} cannot be reached from here: check MQTT_BROKER_HOST and the network`;
    case 'ETIMEDOUT':
      return `no answer from ${host}:${port}: check MQTT_BROKER_HOST, MQTT_BROKER_PORT and the network`;
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was reset';
    default:
      if (error.message === 'connack timeout') return `no answer from ${host}:${port}`; // MQTT.js
      return error.message || first?.message || String(error.code ?? error.name);
  }
};

/** Which subscriptions the broker refused. */
export const refusedSubscriptionInWords = (filters: readonly string[], { username }: BrokerAddress): string =>
  `the broker refuses the subscription to ${filters.join(', ')}: check its access list for ${username === undefined ? 'this service' : `'${username}'`}`;
