import { Fault } from '@kilowatch/contracts';

/** What is said of a command whose confirmation did not come: nobody knows whether a device will see it. */
export const notConfirmed = (cause: Fault): Fault =>
  new Fault('publish.not-confirmed', 'The command was not confirmed; it may have reached the broker', {
    cause,
  });
