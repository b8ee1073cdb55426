import type { CommandState, DeviceSnapshot, Direction, KeptRefusal } from '@kilowatch/contracts';
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
      readonly reason: string | undefined;
    })
  | { readonly what: 'new' | 'silent' | 'offline' | 'back'; readonly device: DeviceSnapshot }
  | { readonly what: 'refused'; readonly count: number; readonly reason: string; readonly origin: string }
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
      reason: reason?.text,
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
    .flatMap((device): SiteEvent[] => {
      const { firstSeenAtMs, silentSinceMs } = device;
      const came: SiteEvent = { key: `new ${device.device}`, what: 'new', device, atMs: firstSeenAtMs };
      if (silentSinceMs === undefined) return [came];
      return [came, { key: `silent ${device.device}`, what: 'silent', device, atMs: silentSinceMs }];
    });
  const observed = transitions.flatMap(({ device: id, what, atMs }): SiteEvent[] => {
    const device = byId.get(id);
    return device ? [{ key: `${what} ${id} ${atMs}`, what, device, atMs }] : [];
  });
  return [...registered, ...observed];
}

function refusalEvents(refusals: readonly KeptRefusal[]): SiteEvent[] {
  const events: (SiteEvent & { what: 'refused'; code: string; firstAtMs: number })[] = [];
  for (const { number, code, reason, origin, atMs } of refusals) {
    const last = events.findLast((event) => event.code === code);
    if (last && last.firstAtMs - atMs < togetherMs) {
      events[events.indexOf(last)] = { ...last, count: last.count + 1, firstAtMs: atMs };
    } else
      events.push({
        key: `refused ${number}`,
        what: 'refused',
        count: 1,
        code,
        reason,
        origin,
        atMs,
        firstAtMs: atMs,
      });
  }
  return events;
}

interface ServiceChange {
  readonly what: 'started' | 'gone';
  readonly service: string;
  readonly atMs: number;
}

function serviceEvents(system: SystemReport | undefined): SiteEvent[] {
  const dated = (system?.services ?? []).flatMap(({ service, state, sinceMs }): ServiceChange[] => {
    if (sinceMs === null) return [];
    if (state === 'gone' || state === 'silent') return [{ what: 'gone', service, atMs: sinceMs }];
    return state === 'working' ? [{ what: 'started', service, atMs: sinceMs }] : [];
  });
  const events: (SiteEvent & { what: 'started' | 'gone' })[] = [];
  for (const { what, service, atMs } of dated.sort((a, b) => b.atMs - a.atMs)) {
    const last = events.findLast((event) => event.what === what);
    if (last && last.atMs - atMs < togetherMs)
      events[events.indexOf(last)] = { ...last, services: [...last.services, service] };
    else events.push({ key: `${what} ${service} ${atMs}`, what, services: [service], atMs });
  }
  return events;
}
