import { Fault } from '@kilowatch/contracts';

/** Waits for work whose failures the predecessor announced with these words; what the caller did wrong stays as it is. */
export async function inPredecessorsWords<T>(announcement: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.policy.status < 500) throw cause;
    throw new Fault(cause.code, `${announcement}: ${cause.message}`, { cause });
  }
}
