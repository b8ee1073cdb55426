import type { ServiceReport } from '@kilowatch/contracts';
import type { SystemReport } from '../api/system-api.js';
import { figuresOf, isHeard } from './site-parts.js';

type Service = ServiceReport['service'];

/** What is wrong. */
type Wrong =
  | { readonly what: 'broker'; readonly reason: string }
  | {
      readonly what: 'gone' | 'silent' | 'missing' | 'starting';
      readonly service: Service;
    }
  | {
      readonly what: 'lack';
      readonly service: Service | undefined;
      readonly of: string;
      readonly reason: string;
    }
  | { readonly what: 'dropped'; readonly service: Service; readonly count: number }
  | { readonly what: 'withoutPlace'; readonly count: number; readonly places: number }
  | { readonly what: 'versions'; readonly versions: readonly string[] }
  | { readonly what: 'full'; readonly of: 'store' | 'journal' | 'volume'; readonly pct: number };

export type Trouble = Wrong & {
  readonly key: string;
  readonly severity: 'bad' | 'warning';
  /** UTC epoch ms; null: not known. */
  readonly sinceMs: number | null;
};

/** So full, in percent, is soon too full. */
export const warnPct = 90;
export const badPct = 97;

/** Everything that does not work, the worst first. */
export const troublesIn = (system: SystemReport): Trouble[] =>
  [
    ...brokerTroubles(system),
    ...system.services.flatMap(serviceTroubles),
    ...processTroubles(system),
    ...spaceTroubles(system),
    ...placeTroubles(system),
    ...versionTroubles(system),
  ].sort((a, b) => rankOf(a) - rankOf(b));

/** What takes others along comes before what one of them lacks. */
const ranks: readonly Trouble['what'][] = ['broker', 'gone', 'silent', 'missing'];

const rankOf = ({ severity, what }: Trouble): number => {
  const rank = ranks.indexOf(what);
  return (severity === 'bad' ? 0 : 100) + (rank === -1 ? ranks.length : rank);
};

function brokerTroubles({ broker: { problem, sinceMs } }: SystemReport): Trouble[] {
  return problem === null
    ? []
    : [{ key: 'broker', what: 'broker', severity: 'bad', reason: problem, sinceMs }];
}

function serviceTroubles({ service, state, isNeeded, sinceMs, details }: ServiceReport): Trouble[] {
  if (state === 'gone' || state === 'silent' || state === 'missing')
    return isNeeded ? [{ key: service, what: state, severity: 'bad', service, sinceMs }] : [];
  if (state === 'starting') return [{ key: service, what: state, severity: 'warning', service, sinceMs }];
  if (state === 'unknown') return [];
  const dropped = details?.flow?.dropped ?? 0;
  const lost: Trouble[] =
    dropped > 0
      ? [
          {
            key: `${service} dropped`,
            what: 'dropped',
            severity: 'bad',
            service,
            count: dropped,
            sinceMs: null,
          },
        ]
      : [];
  const lacking = Object.entries(details?.problems ?? {})
    // said of all of them already
    .filter(([of]) => of !== 'broker')
    .map(([of, reason]): Trouble => ({
      ...{ key: `${service} ${of}`, what: 'lack', severity: 'bad', service, of, reason },
      sinceMs,
    }));
  return [...lost, ...lacking];
}

/** What is wrong with a process is said by each of its services: once is enough. */
function processTroubles({ services }: SystemReport): Trouble[] {
  const said = services.filter(isHeard).flatMap(({ details, sinceMs, state }) =>
    state === 'starting'
      ? []
      : Object.entries(details?.process?.problems ?? {}).map(([of, reason]): [string, Trouble] => [
          `${details?.process?.instance} ${of}`,
          {
            ...{ key: `process ${of}`, what: 'lack', severity: 'bad', service: undefined, of, reason },
            sinceMs,
          },
        ]),
  );
  return [...new Map(said).values()];
}

function spaceTroubles(system: SystemReport): Trouble[] {
  const { storeBytes, storeLimitBytes, journalBytes, journalQuotaBytes, volumeFreeBytes, volumeBytes } =
    figuresOf(system, 'historian');
  const used =
    volumeBytes && volumeFreeBytes !== undefined ? volumeBytes - (volumeFreeBytes ?? 0) : undefined;
  return [
    ...fullness('store', storeBytes, storeLimitBytes),
    ...fullness('journal', journalBytes, journalQuotaBytes),
    ...fullness('volume', used, volumeBytes),
  ];
}

function fullness(
  of: 'store' | 'journal' | 'volume',
  used: number | null | undefined,
  limit: number | null | undefined,
): Trouble[] {
  if (!used || !limit) return [];
  const pct = (100 * used) / limit;
  if (pct < warnPct) return [];
  return [
    { key: `full ${of}`, what: 'full', severity: pct >= badPct ? 'bad' : 'warning', of, pct, sinceMs: null },
  ];
}

/** More devices than can be live. */
function placeTroubles(system: SystemReport): Trouble[] {
  const { devicesWithoutPlace: count = 0, devicePlaces: places = 0 } = figuresOf(system, 'realtime-gateway');
  if (count === 0) return [];
  return [{ key: 'places', what: 'withoutPlace', severity: 'warning', count, places, sinceMs: null }];
}

/** Of services that were not all renewed. */
function versionTroubles({ services }: SystemReport): Trouble[] {
  const versions = new Set(
    services.filter(isHeard).flatMap(({ details }) => details?.process?.version ?? []),
  );
  if (versions.size < 2) return [];
  return [
    {
      ...{ key: 'versions', what: 'versions', severity: 'warning', versions: [...versions].sort() },
      sinceMs: null,
    },
  ];
}
