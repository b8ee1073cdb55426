import * as z from 'zod';

/** One table decides HTTP status and whether trying again can help. */
export const faults = {
  'request.invalid': { status: 400, retry: false },
  'request.media-type': { status: 415, retry: false },
  'request.too-large': { status: 413, retry: false },
  'request.rate-exceeded': { status: 429, retry: true },
  'request.deadline': { status: 504, retry: true },
  'request.unanswered': { status: 503, retry: true },
  'route.unknown': { status: 404, retry: false },
  'route.method': { status: 405, retry: false },
  'host.refused': { status: 403, retry: false },
  'origin.refused': { status: 403, retry: false },
  'access.required': { status: 401, retry: false },
  'access.wrong-key': { status: 401, retry: false },
  'access.slowed': { status: 429, retry: true },
  'unit.unknown': { status: 400, retry: false },
  'setpoint.out-of-range': { status: 400, retry: false },
  'command.expired': { status: 504, retry: false },
  'device.unknown': { status: 404, retry: false },
  'device.too-many': { status: 429, retry: true },
  'series.unknown': { status: 404, retry: false },
  'series.too-many': { status: 429, retry: true },
  'history.empty': { status: 404, retry: false },
  'quarantine.unknown': { status: 404, retry: false },
  'history.busy': { status: 429, retry: true },
  'history.refused': { status: 422, retry: false },
  'history.full': { status: 507, retry: true },
  'device.not-demo': { status: 409, retry: false },
  'socket.event-unknown': { status: 404, retry: false },
  'message.malformed': { status: 400, retry: false },
  'message.retained-command': { status: 400, retry: false },
  'message.too-large': { status: 413, retry: false },
  'broker.disconnected': { status: 503, retry: true },
  'publish.not-confirmed': { status: 503, retry: false },
  'outbox.full': { status: 503, retry: true },
  'service.unavailable': { status: 503, retry: true },
  'history.unavailable': { status: 503, retry: true },
  internal: { status: 500, retry: false },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export const faultCode = z.enum(Object.keys(faults) as [FaultCode, ...FaultCode[]]);
export type FaultCode = keyof typeof faults;

/** The one error body: HTTP replies, MQTT replies and socket acknowledgements all render it. */
export const faultBody = z.object({
  error: z.string().min(1),
  code: faultCode,
  incident: z.string().optional(),
});
export type FaultBody = z.infer<typeof faultBody>;

/** The only error we throw on purpose. Anything else is a bug and reaches clients as `internal` with an incident id. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly code: FaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get policy(): { status: number; retry: boolean } {
    return faults[this.code];
  }

  toBody(): FaultBody {
    return { error: this.message, code: this.code };
  }

  static fromBody(body: FaultBody): Fault {
    return new Fault(body.code, body.error);
  }
}
