import { randomBytes } from 'node:crypto';
import { type Access, ApiKey } from '@kilowatch/access';

interface Caller {
  readonly id: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** From where it has connected. */
  readonly address: string | undefined;
}

/**
 * Lets the services of this process into the embedded broker at once, and everybody else when they are all subscribed: what
 * a device sent before would be confirmed, and recorded by nobody. With an API key that is everybody who has it as the password.
 */
export class BrokerEntrance {
  /** What the services of this process show, for one run. */
  readonly own = { username: 'kilowatch', password: randomBytes(24).toString('base64url') };
  private readonly ownKey = new ApiKey(this.own.password);
  private readonly opening = Promise.withResolvers<boolean>();
  private readonly ownIds = new Set<string>();

  constructor(private readonly access: Access) {}

  readonly authenticate = ({ id, username, password, address }: Caller): boolean | Promise<boolean> => {
    if (username === this.own.username && this.ownKey.isKey(password ?? '')) {
      this.ownIds.add(id);
      return true;
    }
    const { isAdmitted } = this.access.admitKey({ remoteAddress: address }, password);
    return isAdmitted && this.opening.promise;
  };

  readonly isOwn = (id: string): boolean => this.ownIds.has(id);

  open(): void {
    this.opening.resolve(true);
  }
}
