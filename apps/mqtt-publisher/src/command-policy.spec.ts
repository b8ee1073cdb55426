import type { SetpointOrder } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { CommandPolicy } from './command-policy.js';

const atMs = 1_000_000;
const anOrder = (part: Partial<SetpointOrder> = {}): SetpointOrder => ({
  commandId: '01a1fc4a-f557-739a-a243-3f0e7e252e02',
  device: 'battery:default',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  expiresAtMs: atMs,
  ...part,
});

describe('CommandPolicy', () => {
  const policy = new CommandPolicy(15_000, () => atMs);

  it('says what a command means in watts, positive while discharging', () => {
    expect(policy.decide(anOrder(), atMs)).toBe(-10_000);
    expect(policy.decide(anOrder({ direction: 'discharge' }), atMs)).toBe(10_000);
  });

  it.each([
    [{ expiresAtMs: atMs - 1 }, 'command.expired', /expired 1 ms before/],
    [
      { device: 'battery:cellar' },
      'device.unknown',
      /battery:cellar takes no setpoints; battery:default does/,
    ],
    [{ requested: { value: 16, unit: 'kW' } }, 'setpoint.out-of-range', /charge must be 0 to 15 kW/],
    [{ requested: { value: -1, unit: 'kW' } }, 'setpoint.out-of-range', /charge must be 0 to 15 kW/],
  ] as const)('refuses %j', (part, code, words) => {
    expect(() => policy.decide(anOrder(part), atMs)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(words) }),
    );
  });

  it('checks no rating where none is configured', () => {
    const order = anOrder({ requested: { value: 16, unit: 'MW' } });
    expect(new CommandPolicy(undefined, () => atMs).decide(order, atMs)).toBe(-16e6);
  });
});
