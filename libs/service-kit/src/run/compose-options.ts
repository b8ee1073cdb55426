import type { Access } from '@kilowatch/access';
import type { Figures } from '@kilowatch/contracts';
import type { BrokerAddress } from '@kilowatch/messaging';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config/load-settings.js';
import type { AnswerUnknown } from '../http/http-edge.js';
import type { RootLog } from '../log/log.js';
import type { HealthCheck } from '../service.js';

/** What whoever composes services may bring along; all of it optional. */
export interface ComposeOptions {
  /** Default: `loadSettings(definitions)`, from the process environment and the file. */
  readonly settings?: Settings;
  /** Default: from the settings. Standalone passes the address of the broker it has started. */
  readonly broker?: BrokerAddress;
  readonly log?: RootLog;
  /** Default: from the settings. Standalone shares it with the broker it has started. */
  readonly access?: Access;
  readonly http?: {
    /** Called once before the routes exist: static files, extra plugins, hooks. */
    readonly prepare?: (fastify: FastifyInstance) => void | Promise<void>;
    readonly answerUnknown?: AnswerUnknown;
  };
  /** Readiness checks of what is no service, by name. */
  readonly checks?: Readonly<Record<string, HealthCheck>>;
  /** What there is to say in numbers of what is no service. */
  readonly figures?: () => Figures;
  /** UTC epoch ms; tests pass their own. */
  readonly now?: () => number;
}

/** What runs, and how to end it. */
export interface RunningServices {
  /** Of product HTTP, as `http://127.0.0.1:5003`; undefined where no service has any. */
  readonly url: string | undefined;
  /** Of the health listener; undefined where it is off. */
  readonly healthUrl: string | undefined;
  readonly settings: Settings;
  readonly log: RootLog;
  /** Resolves, with its name, when another instance of one of the services has taken over: to be closed and started anew. */
  readonly yielded: Promise<string>;
  /** True while everything that the services depend on works. */
  isReady(): boolean;
  /** Stops accepting, answers what has arrived, drains and closes. Calling it again waits for the same end. */
  close(): Promise<void>;
}
