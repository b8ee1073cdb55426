import type { Examples } from './example.js';
import { heatPumpExamples } from './heat-pump.js';
import { messageExamples } from './messages.js';
import { predecessorExamples } from './predecessors.js';
import { registryExamples } from './registry.js';
import { requestExamples } from './requests.js';
import { routeExamples } from './routes.js';
import { socketExamples } from './socket.js';
import { systemExamples } from './system.js';

export type { Example, Examples } from './example.js';

/** One valid and one invalid example for everything that crosses a boundary. */
export const examples: Examples = {
  ...heatPumpExamples,
  ...messageExamples,
  ...predecessorExamples,
  ...registryExamples,
  ...requestExamples,
  ...routeExamples,
  ...socketExamples,
  ...systemExamples,
};
