import { randomBytes } from 'node:crypto';

interface Caller {
  readonly id: string;
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

  private readonly ownIds = new Set<string>();

  readonly authenticate = ({ id, username, password }: Caller): true | Promise<boolean> => {
    if (username !== this.own.username || password !== this.own.password) return this.opening.promise;
    this.ownIds.add(id);
    return true;
  };

  readonly isOwn = (id: string): boolean => this.ownIds.has(id);

  open(): void {
    this.opening.resolve(true);
  }
}
