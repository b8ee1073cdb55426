import type { ServiceDefinition } from '../service.js';
import { composeServices } from './compose-services.js';
import { runProcess } from './run-process.js';

/** Runs one service as this process; the last line of every app's `main.ts`. */
export const startService = (definition: ServiceDefinition): Promise<void> =>
  runProcess(() => composeServices([definition]));
