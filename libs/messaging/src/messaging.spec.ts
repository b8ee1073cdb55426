import 'reflect-metadata';
import { describe, it } from '@jest/globals';
import { EmbeddedBroker } from './broker/index.js';
import { describeMessaging, isMosquittoOnPath, startMosquitto } from './suite/index.js';

describeMessaging('the embedded broker', () => EmbeddedBroker.listen({ host: '127.0.0.1', port: 0 }));

if (isMosquittoOnPath()) describeMessaging('Mosquitto', () => startMosquitto());
else
  describe('messaging over Mosquitto', () => {
    it.skip('Mosquitto is not installed here: these cases ran on the embedded broker only', () => undefined);
  });
