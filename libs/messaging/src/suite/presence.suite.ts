import { describe, expect, it } from '@jest/globals';
import { batteryStatus, serviceStatus } from '@kilowatch/contracts';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { handlersOf } from '../handlers.js';
import { echo } from './contracts.js';
import type { Stage } from './stage.js';

const { OnRequest } = handlersOf('historian');

@Controller()
class Echo {
  @OnRequest(echo)
  async echo(@Payload() body: { text: string }) {
    return body;
  }
}

const topic = serviceStatus.topic({ name: 'historian' });

export const describePresence = (stage: () => Stage): void => {
  describe('presence', () => {
    it('is online, retained, once everything is subscribed, and offline when the door closes', async () => {
      const broker = await stage().broker();
      const door = stage().door('historian', broker);
      expect(door.isReady()).toBe(false);
      await stage().serve(door, Echo);
      expect(door.isReady()).toBe(true);
      const observer = await stage().observer(broker, topic);
      expect(await observer.seen.count(1)).toEqual([{ topic, text: 'online', isRetained: true }]);
      await door.close();
      await observer.seen.count(2);
      expect(observer.textsOn(topic)).toEqual(['online', 'offline']);
      expect(door.problem()).toBe('The door is closed');
    });

    it('is offline by its last will when the process dies, and online again when it is back', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const door = stage().door('historian', network);
      await stage().serve(door, Echo);
      const observer = await stage().observer(broker, topic);
      network.refuse();
      await observer.seen.count(2);
      network.heal();
      await door.whenReady();
      await observer.seen.count(3);
      expect(observer.textsOn(topic)).toEqual(['online', 'offline', 'online']);
    });

    it('is said again when the last will of an older connection arrives late', async () => {
      const broker = await stage().broker();
      await stage().serve(stage().door('historian', broker), Echo);
      const observer = await stage().observer(broker, topic);
      const { client } = await stage().readyDoor('control-api', broker);
      await observer.publish(topic, 'offline', { retain: true });
      await observer.seen.until((items) => items.length >= 3);
      expect(observer.textsOn(topic)).toEqual(['online', 'offline', 'online']);
      await expect(client.request(echo, { place: 'x' }, { text: 'there?' })).resolves.toEqual({
        text: 'there?',
      });
    });

    it('moves to another instance of the service without a gap', async () => {
      const broker = await stage().broker();
      const first = stage().door('historian', broker);
      await stage().serve(first, Echo);
      const observer = await stage().observer(broker, topic);
      await stage().serve(stage().door('historian', broker), Echo);
      await first.close();
      await observer.seen.until((items) => items.length >= 3 && items.at(-1)?.text === 'online');
      const { client } = await stage().readyDoor('control-api', broker);
      await expect(client.request(echo, { place: 'x' }, { text: 'there?' })).resolves.toEqual({
        text: 'there?',
      });
    });

    it('of a device is kept on a connection of its own', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const door = await stage().readyDoor('simulator', network);
      const status = door.keepStatus(batteryStatus, { id: 'demo' }, { present: 'online', absent: 'offline' });
      const on = batteryStatus.topic({ id: 'demo' });
      const observer = await stage().observer(broker, on);
      await observer.seen.count(1);
      network.cut();
      await observer.seen.count(3);
      await status.close();
      await observer.seen.count(4);
      expect(observer.textsOn(on)).toEqual(['online', 'offline', 'online', 'offline']);
    });

    it('waits for a broker that is not there yet', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      network.refuse();
      const door = stage().door('historian', network, { limits: { connectTimeoutMs: 200 } });
      await stage().serve(door, Echo);
      expect(door.isReady()).toBe(false);
      network.heal();
      await door.whenReady();
      expect(door.problem()).toBeUndefined();
    });
  });
};
