import type { ConnectionOptions } from './connection.js';

/** How MQTT.js is to connect: MQTT 3.1.1, a clean session, and nothing sent or tried again by itself. */
export const mqttOptionsOf = ({ clientId, broker, limits, will }: ConnectionOptions) =>
  ({
    protocolVersion: 4,
    clientId,
    clean: true,
    keepalive: limits.keepaliveS,
    connectTimeout: limits.connectTimeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    timerVariant: 'native',
    ...(broker.username === undefined ? {} : { username: broker.username }),
    ...(broker.password === undefined ? {} : { password: broker.password }),
    ...(will
      ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: true } }
      : {}),
  }) as const;
