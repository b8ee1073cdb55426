import { noAmbientTime } from './no-ambient-time.mjs';
import { noDefaultExport } from './no-default-export.mjs';
import { noHttpException } from './no-http-exception.mjs';
import { noNodeModule } from './no-node-module.mjs';
import { noProcessEnv } from './no-process-env.mjs';
import { noTimerInSpec } from './no-timer-in-spec.mjs';
import { noTopicLiteral } from './no-topic-literal.mjs';
import { oneDoor } from './one-door.mjs';

/** The project's own promises as lint rules. Where each applies is said in `eslint.config.mjs`. */
export const kilowatch = {
  meta: { name: 'kilowatch' },
  rules: {
    'no-ambient-time': noAmbientTime,
    'no-default-export': noDefaultExport,
    'no-http-exception': noHttpException,
    'no-node-module': noNodeModule,
    'no-process-env': noProcessEnv,
    'no-timer-in-spec': noTimerInSpec,
    'no-topic-literal': noTopicLiteral,
    'one-door': oneDoor,
  },
};
