import { StartRefused } from '@kilowatch/service-kit/config';
import { allTraffic, batteryReported, chargeCommanded, serviceName } from '@kilowatch/contracts';
import * as z from 'zod';
import { mosquittoPasswordLine } from './mosquitto-password-line.js';
import { newSecret, type Secrets } from './secrets.js';

const guest = z.strictObject({
  name: z.string(),
  role: z.enum(['device', 'observer']),
  line: z.string().describe('of the password file; the password itself is kept nowhere'),
});
export type Guest = z.infer<typeof guest>;
export type GuestRole = Guest['role'];

/** Gateways that speak for many devices, below their own word. */
const gatewayNames = new Set(['nibe', 'zigbee2mqtt']);

const fileName = 'guests.json';
// A colon ends the name in a password file; + # and / would make a filter of a topic.
const allowedName = /^[A-Za-z0-9][\w.-]{0,63}$/;

// With these a device could speak in the name of others: the topics of a device whose own name comes first would begin like theirs.
const wordsOfTopics = new Set(
  [...allTraffic.flatMap(({ filters }) => filters), batteryReported.filter, chargeCommanded.filter, 'kw', 'R']
    .map((filter) => filter.split('/')[0]!)
    .filter((word) => word !== '+' && !gatewayNames.has(word)),
);

/** Accounts of who is no service: devices and observers. They are made by hand and last. */
export class GuestAccounts {
  constructor(private readonly secrets: Secrets) {}

  async all(): Promise<Guest[]> {
    const text = await this.secrets.read('init', fileName);
    return text === undefined ? [] : z.array(guest).parse(JSON.parse(text));
  }

  /** Makes the account, or gives the one that is there a new password. Resolves with the password. */
  async add(role: GuestRole, name: string): Promise<string> {
    refuseName(role, name);
    const others = (await this.all()).filter((other) => other.name !== name);
    const password = newSecret();
    const guests = [...others, { name, role, line: mosquittoPasswordLine(name, password) }];
    await this.secrets.write('init', fileName, `${JSON.stringify(guests, undefined, 2)}\n`);
    return password;
  }
}

function refuseName(role: GuestRole, name: string): void {
  if (!allowedName.test(name))
    throw new StartRefused(
      `"${name}" cannot name a ${role}: use up to 64 letters a-z, digits, dot, underscore and hyphen, as in cellar or battery_2`,
    );
  if ((serviceName.options as readonly string[]).includes(name))
    throw new StartRefused(`"${name}" is the account of a service: choose another name`);
  if (role === 'device' && wordsOfTopics.has(name))
    throw new StartRefused(`"${name}" is the first word of topics of many devices: choose another name`);
}
