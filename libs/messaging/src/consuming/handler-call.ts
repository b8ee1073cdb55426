import type { MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';

/** Calls a Nest handler and waits for what it makes of the message; rejects with what the handler threw. */
export const callHandler = async (
  handler: MessageHandler,
  data: unknown,
  context: unknown,
): Promise<unknown> => {
  const result: unknown = await handler(data, context);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
};
