import {
  type BrokerAccess,
  brokerAccess,
  chargeCommanded,
  deviceAccess,
  dischargeCommanded,
  filtersIn,
  observerAccess,
  ownInbox,
  trafficFilters,
} from '@kilowatch/contracts';

export interface AclOptions {
  /** Where the command topics have been moved to; absent: where the contracts have them. */
  readonly topicCharge?: string;
  readonly topicDischarge?: string;
  /** Where devices publish instead: filter of the contracts → filters, with commas between. */
  readonly traffic?: Readonly<Record<string, string>>;
  /** Native ids of devices with an account of their own. */
  readonly devices?: readonly string[];
  /** Names of accounts that look on. */
  readonly observers?: readonly string[];
}

/** Mosquitto's ACL file: what every account may hear and say. Made from the table in contracts. */
export function mosquittoAcl({
  topicCharge = chargeCommanded.pattern,
  topicDischarge = dischargeCommanded.pattern,
  traffic = {},
  devices = [],
  observers = [],
}: AclOptions = {}): string {
  const moved = new Map<string, readonly string[]>([
    ...Object.entries(traffic).map(([filter, to]) => [filter, filtersIn(to)] as const),
    [chargeCommanded.filter, [topicCharge]],
    [dischargeCommanded.filter, [topicDischarge]],
  ]);
  const placesOf = (filter: string): readonly string[] => moved.get(filter) ?? [filter];
  const lines = (access: string, filters: readonly string[]): string[] =>
    filters.flatMap(placesOf).map((filter) => `topic ${access} ${filter}`);
  const said = trafficFilters.flatMap(placesOf);
  const account = (user: string, { reads, writes, never }: BrokerAccess): string[] => [
    '',
    `user ${user}`,
    ...lines('deny', never),
    ...lines('read', reads),
    ...lines('write', writes),
  ];
  return [
    '# Made by init at every start; a change here does not last.',
    '# %c is the client id: who asks may read the answers to its own questions.',
    `pattern read ${ownInbox('%c')}`,
    ...Object.entries(brokerAccess).flatMap(([name, access]) => account(name, access)),
    ...devices.flatMap((id) => account(id, deviceAccess(id, said))),
    ...observers.flatMap((name) => account(name, observerAccess)),
    '',
  ].join('\n');
}
