import type { CommandState, DeviceSnapshot, Direction, FaultCode, KeptRefusal } from '@kilowatch/contracts';
import { commandedBattery } from '../widgets/devices-of.js';
import type { SystemReport } from './site-report.js';

/** A command as the history keeps it: who asked, and in which unit, is no more known. */
export interface RecordedCommand {
  readonly direction: Direction;
  /** W. */
  readonly powerW: number;
  readonly atMs: number;
}

/** A device that was heard of again, or said good-bye, while this page was open. */
export interface Transition {
  readonly device: string;
  readonly what: 'back' | 'offline';
  readonly atMs: number;
}

type Happened =
  | (RecordedCommand & {
      readonly what: 'command';
      readonly holder: string | undefined;
      readonly state: CommandState['state'];
      readonly reason: CommandState['reason'];
    })
  | {
      readonly what: 'new' | 'silent' | 'offline' | 'back';
      /** More than one: it happened to all of them at once. */
      readonly devices: readonly DeviceSnapshot[];
    }
  | {
      readonly what: 'refused';
      readonly count: number;
      readonly code: FaultCode;
      /** In the words of the server. */
      readonly reason: string;
    }
  | { readonly what: 'started' | 'gone'; readonly services: readonly string[] };

export type SiteEvent = Happened & { readonly key: string; readonly atMs: number };

export interface EventInput {
  readonly devices: readonly DeviceSnapshot[];
  readonly recorded: readonly RecordedCommand[];
  /** Seen since the page was opened. */
  readonly commands: readonly CommandState[];
  readonly transitions: readonly Transition[];
  readonly system: SystemReport | undefined;
  readonly refusals: readonly KeptRefusal[];
}

const mostEvents = 30;
/** What follows one another so closely is one event: services of one start, refusals of one burst. */
const togetherMs = 60_000;
const wattsPer = { W: 1, kW: 1_000, MW: 1_000_000 } as const;

/** What has happened at the site, newest first. */
export const siteEvents = (input: EventInput): SiteEvent[] =>
  [
    ...commandEvents(input),
    ...deviceEvents(input),
    ...refusalEvents(input.refusals),
    ...serviceEvents(input.system),
  ]
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, mostEvents);

/** What was seen live says more than what was recorded of the same moment. */
function commandEvents({ recorded, commands }: EventInput): SiteEvent[] {
  const seen = commands.map(
    ({ commandId, direction, requested, holder, state, reason, atMs }): SiteEvent => ({
      key: commandId,
      what: 'command',
      direction,
      powerW: requested.value * wattsPer[requested.unit],
      holder,
      state,
      reason,
      atMs,
    }),
  );
  const known = new Set(commands.map(({ direction, atMs }) => `${direction} ${atMs}`));
  const others = recorded
    .map((command) => ({ ...command, key: `${command.direction} ${command.atMs}` }))
    .filter(({ key }) => !known.has(key));
  return [
    ...seen,
    ...others.map((command): SiteEvent => ({
      ...command,
      what: 'command',
      holder: undefined,
      state: 'published',
      reason: undefined,
    })),
  ];
}

function deviceEvents({ devices, transitions }: EventInput): SiteEvent[] {
  const byId = new Map(devices.map((device) => [device.device, device]));
  const registered = devices
    .filter(({ device }) => device !== commandedBattery)
    .flatMap((device): DeviceChange[] => {
      const { firstSeenAtMs, silentSinceMs } = device;
      const came: DeviceChange = { what: 'new', device, atMs: firstSeenAtMs };
      return silentSinceMs === undefined ? [came] : [came, { what: 'silent', device, atMs: silentSinceMs }];
    });
  const observed = transitions.flatMap(({ device: id, what, atMs }): DeviceChange[] => {
    const device = byId.get(id);
    return device ? [{ what, device, atMs }] : [];
  });
  return together([...registered, ...observed]).map(({ what, all, atMs }) => ({
    key: `${what} ${all[0]?.device.device} ${atMs}`,
    what,
    devices: all.map(({ device }) => device),
    atMs,
  }));
}

interface DeviceChange {
  readonly what: 'new' | 'silent' | 'offline' | 'back';
  readonly device: DeviceSnapshot;
  readonly atMs: number;
}

/** Changes of one kind that follow one another closely, as one; newest first, with the time of its newest. */
function together<C extends { readonly what: string; readonly atMs: number }>(
  changes: readonly C[],
): { what: C['what']; all: C[]; atMs: number }[] {
  const groups: { what: C['what']; all: C[]; atMs: number }[] = [];
  for (const change of changes.toSorted((a, b) => b.atMs - a.atMs)) {
    const last = groups.findLast(({ what }) => what === change.what);
    const previous = last?.all.at(-1);
    if (last && previous && previous.atMs - change.atMs < togetherMs) last.all.push(change);
    else groups.push({ what: change.what, all: [change], atMs: change.atMs });
  }
  return groups;
}

const refusalEvents = (refusals: readonly KeptRefusal[]): SiteEvent[] =>
  together(refusals.map((refusal) => ({ ...refusal, what: refusal.code }))).flatMap(({ all, atMs }) => {
    const [newest] = all;
    if (!newest) return [];
    const { number, code, reason } = newest;
    return [{ key: `refused ${number}`, what: 'refused' as const, count: all.length, code, reason, atMs }];
  });

interface ServiceChange {
  readonly what: 'started' | 'gone';
  readonly service: string;
  readonly atMs: number;
}

function serviceEvents(system: SystemReport | undefined): SiteEvent[] {
  const changes = (system?.services ?? []).flatMap(({ service, state, sinceMs }): ServiceChange[] => {
    if (sinceMs === null) return [];
    if (state === 'gone' || state === 'silent') return [{ what: 'gone', service, atMs: sinceMs }];
    return state === 'working' || state === 'troubled' ? [{ what: 'started', service, atMs: sinceMs }] : [];
  });
  return together(changes).map(({ what, all, atMs }) => ({
    key: `${what} ${atMs}`,
    what,
    services: all.map(({ service }) => service),
    atMs,
  }));
}
