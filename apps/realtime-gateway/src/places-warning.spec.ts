import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { GatewayLog } from './gateway-log.js';
import { GatewaySettings } from './gateway-settings.js';
import { LiveState } from './live-state.js';
import { PlacesWarning } from './places-warning.js';
import { realtimeGatewayConfig } from './config.js';
import { anEntry, aReading } from './suite/readings.js';

let warning: PlacesWarning;
beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  warning.onModuleDestroy();
  jest.useRealTimers();
});

it('says once a minute, while it changes, how many devices have no live values', () => {
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  const log: GatewayLog = { debug: say, info: say, warn: say, error: say };
  const settings = new GatewaySettings(realtimeGatewayConfig.parse({ LIVE_MAX_DEVICES: 2 }), () => 0);
  const live = new LiveState(settings.live);
  warning = new PlacesWarning(live, settings, log);
  warning.onApplicationBootstrap();
  for (let n = 1; n <= 5; n++) live.apply([aReading({ device: `cell:${n}` })]);
  expect(said).toEqual([]);
  jest.advanceTimersByTime(180_000);
  expect(said).toEqual(['3 devices more than LIVE_MAX_DEVICES=2 have no live values']);
  for (let n = 3; n <= 5; n++) live.register(anEntry({ device: `cell:${n}`, isForgotten: true }));
  jest.advanceTimersByTime(60_000);
  expect(said.slice(1)).toEqual(['Every device has live values again']);
});
