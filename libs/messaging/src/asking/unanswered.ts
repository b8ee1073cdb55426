import { Fault, type RequestContract } from '@kilowatch/contracts';

// Not `broker.disconnected` or `service.unavailable`: those say that nothing has been done.
const unanswered = (text: string): Fault =>
  new Fault('request.unanswered', `${text}; it may have done what it was asked`);

/** Our connection was lost while the question was out. */
export const lostFault = ({ responder }: RequestContract): Fault =>
  unanswered(`The connection to the broker was lost while ${responder} was being asked`);

/** The responder went away while the question was out. */
export const stoppedFault = ({ responder }: RequestContract): Fault =>
  unanswered(`${responder} went offline before it answered`);
