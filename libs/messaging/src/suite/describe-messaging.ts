import { afterEach, beforeEach, describe } from '@jest/globals';
import { describeBatches } from './batches.suite.js';
import { describeConsuming } from './consuming.suite.js';
import { describeFencing } from './fencing.suite.js';
import { describeFirstStart } from './first-start.suite.js';
import { describePresence } from './presence.suite.js';
import { describePublishing } from './publishing.suite.js';
import { describeRefusing } from './refusing.suite.js';
import { describeRequests } from './requests.suite.js';
import { describeTraffic } from './traffic.suite.js';
import { Stage, type StartBroker } from './stage.js';

/** What a door does, whatever the broker; call it once per broker. `startBroker` is called once per test. */
export const describeMessaging = (name: string, startBroker: StartBroker): void => {
  describe(`messaging over ${name}`, () => {
    let stage: Stage;
    beforeEach(() => {
      stage = new Stage(startBroker);
    });
    afterEach(() => stage.clear());

    const current = (): Stage => stage;
    describeRefusing(current);
    describeRequests(current);
    describePublishing(current);
    describeConsuming(current);
    describeBatches(current);
    describeTraffic(current);
    describePresence(current);
    describeFencing(current);
    describeFirstStart(current);
  });
};
