import 'reflect-metadata';
import { describe, it } from '@jest/globals';
import { startDurableBroker } from './suite/durable-broker.js';
import { describeMessaging, isMosquittoOnPath, startMosquitto } from './suite/index.js';

describeMessaging('the embedded broker', startDurableBroker);

if (isMosquittoOnPath()) describeMessaging('Mosquitto', () => startMosquitto());
else
  describe('messaging over Mosquitto', () => {
    it.skip('Mosquitto is not installed here: these cases ran on the embedded broker only', () => undefined);
  });
