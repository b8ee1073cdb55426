import {
  type BrokerAccess,
  brokerAccess,
  chargeCommanded,
  deviceAccess,
  dischargeCommanded,
  observerAccess,
  ownInbox,
} from '@kilowatch/contracts';

export interface AclOptions {
  /** Where the command topics have been moved to; absent: where the contracts have them. */
  readonly topicCharge?: string;
  readonly topicDischarge?: string;
  /** Native ids of devices with an account of their own. */
  readonly devices?: readonly string[];
  /** Names of accounts that look on. */
  readonly observers?: readonly string[];
}

/** Mosquitto's ACL file: what every account may hear and say. Made from the table in contracts. */
export function mosquittoAcl({
  topicCharge = chargeCommanded.pattern,
  topicDischarge = dischargeCommanded.pattern,
  devices = [],
  observers = [],
}: AclOptions = {}): string {
  const moved = new Map([
    [chargeCommanded.filter, topicCharge],
    [dischargeCommanded.filter, topicDischarge],
  ]);
  const line = (access: string) => (filter: string) => `topic ${access} ${moved.get(filter) ?? filter}`;
  const account = (user: string, { reads, writes, never }: BrokerAccess): string[] => [
    '',
    `user ${user}`,
    ...never.map(line('deny')),
    ...reads.map(line('read')),
    ...writes.map(line('write')),
  ];
  return [
    '# Made by init at every start; a change here does not last.',
    '# %c is the client id: who asks may read the answers to its own questions.',
    `pattern read ${ownInbox('%c')}`,
    ...Object.entries(brokerAccess).flatMap(([name, access]) => account(name, access)),
    ...devices.flatMap((id) => account(id, deviceAccess(id))),
    ...observers.flatMap((name) => account(name, observerAccess)),
    '',
  ].join('\n');
}
