import { deviceRegistered, deviceState } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { RetainedRoom } from './retained-room.js';
import { brokerLimits } from './broker-limits.js';

describe('RetainedRoom', () => {
  it('is bounded by number and by bytes; what goes makes room', () => {
    const room = new RetainedRoom({ maxRetainedMessages: 4, maxRetainedBytes: 20 });
    expect(['a', 'b', 'c'].map((topic) => room.admit(topic, 4))).toEqual([true, true, false]);
    expect([room.admit('a', 7), room.admit('a', 6), room.admit('b', 5)]).toEqual([false, true, false]);
    expect([room.admit('a', 0), room.admit('c', 6)]).toEqual([true, true]);
    expect([room.messages, room.bytes]).toEqual([2, 10]);
    expect([room.admit('x', 0), room.messages, room.bytes]).toEqual([true, 2, 10]);
  });

  it('that is full of what devices retain still takes what we say of them', () => {
    const room = new RetainedRoom({ maxRetainedMessages: 4, maxRetainedBytes: 20 });
    for (const topic of ['a', 'b', 'c']) room.admit(topic, 1);
    const ours = ['1', '2', '3'].map((id) => room.admit(deviceState.topic({ device: `sensor:${id}` }), 1));
    expect(ours).toEqual([true, true, false]);
  });

  it('has place for two messages of each of as many devices as the registry takes, beside what devices retain', () => {
    const room = new RetainedRoom(brokerLimits);
    for (let i = 0; i < 100_000; i += 1) room.admit(`zigbee2mqtt/${i}`, 300);
    for (let i = 0; i < 10_000; i += 1) {
      const device = `sensor:${i}`;
      const isAdmitted = [deviceState, deviceRegistered].map((one) =>
        room.admit(one.topic({ device }), 1_000),
      );
      expect(isAdmitted).toEqual([true, true]);
    }
  });
});
