import { randomBytes } from 'node:crypto';

interface Caller {
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/**
 * Lets the services of this process into the embedded broker at once, and everybody else when they are all subscribed: what
 * a device sent before would be confirmed, and recorded by nobody.
 */
export class BrokerEntrance {
  /** What the services of this process show, for one run. */
  readonly own = { username: 'kilowatch', password: randomBytes(24).toString('base64url') };
  private readonly opening = Promise.withResolvers<boolean>();

  readonly authenticate = ({ username, password }: Caller): true | Promise<boolean> =>
    (username === this.own.username && password === this.own.password) || this.opening.promise;

  open(): void {
    this.opening.resolve(true);
  }
}
