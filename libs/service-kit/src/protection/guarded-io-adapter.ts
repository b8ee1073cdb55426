import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { CommonConfig } from '../config/common-config.js';
import { isAllowedOrigin, type Protection, refusalOf } from './protected-mode.js';
import { guardNamespaces } from './socket-guard.js';

type Options = NonNullable<Parameters<IoAdapter['createIOServer']>[1]>;
type AllowRequest = NonNullable<Options['allowRequest']>;

/** The same decision as for HTTP, at the handshake of polling and at the upgrade. */
const allowRequestOf =
  (protection: Protection): AllowRequest =>
  (request: IncomingMessage, decide) => {
    const { host, origin } = request.headers;
    const refusal = refusalOf(protection, { host, origin });
    decide(refusal ? refusal.message : null, refusal === undefined);
  };

/** Socket.IO on the application's port, with the protection of its HTTP side. */
export class GuardedIoAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly protection: Protection,
    private readonly config: Pick<CommonConfig, 'SOCKET_JOIN_TIMEOUT_MS'>,
  ) {
    super(app);
  }

  override createIOServer(
    port: number,
    options: Partial<Options> = {},
  ): ReturnType<IoAdapter['createIOServer']> {
    const origin = (
      value: string | undefined,
      decide: (error: Error | null, allow?: boolean) => void,
    ): void => decide(null, value !== undefined && isAllowedOrigin(this.protection, value));
    const guarded = {
      ...options,
      cors: { origin },
      allowRequest: allowRequestOf(this.protection),
      serveClient: false,
      connectTimeout: this.config.SOCKET_JOIN_TIMEOUT_MS,
    };
    const server = super.createIOServer(port, guarded as Options);
    guardNamespaces(server, this.protection);
    return server;
  }
}
