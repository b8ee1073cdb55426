import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import { commandedBattery, labelOf } from '../widgets/devices-of.js';
import { livingStateNow } from '../widgets/living-state.js';

export const kinds: readonly DeviceKind[] = ['battery', 'cell', 'gas', 'heat-pump', 'sensor', 'meter'];
export const states = ['online', 'silent', 'offline', 'ignored'] as const;
export type ShownState = (typeof states)[number];
export const sortings = ['name', 'silence', 'newest'] as const;
export type Sorting = (typeof sortings)[number];

/** Which devices a reader wants to see, and in which order. Undefined: whichever. */
export interface DeviceSearch {
  readonly search: string;
  readonly kind: DeviceKind | undefined;
  readonly state: ShownState | undefined;
  readonly group: string | undefined;
  readonly sorting: Sorting;
}

/** Whether a device is there, or is not listened to. */
export const stateNow = (device: DeviceSnapshot, nowMs: number): ShownState => {
  if (device.isIgnored) return 'ignored';
  const state = livingStateNow(device, Math.max(nowMs, device.lastSeenAtMs));
  return state === 'unknown' ? 'silent' : state;
};

export const isListed = ({ device, kind, isRetired }: DeviceSnapshot): boolean =>
  !isRetired && kind !== 'service' && device !== commandedBattery;

const { compare } = new Intl.Collator(undefined, { numeric: true });
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

const compared: Record<Sorting, (a: DeviceSnapshot, b: DeviceSnapshot) => number> = {
  name: (a, b) => Number(a.isDemo) - Number(b.isDemo) || compare(labelOf(a), labelOf(b)),
  silence: (a, b) => a.lastSeenAtMs - b.lastSeenAtMs,
  newest: (a, b) => b.firstSeenAtMs - a.firstSeenAtMs,
};

/** The devices that fit. */
export function foundDevices(
  devices: readonly DeviceSnapshot[],
  { search, kind, state, group, sorting }: DeviceSearch,
  nowMs: number,
): DeviceSnapshot[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return devices
    .filter(
      (device) =>
        (kind === undefined || device.kind === kind) &&
        (group === undefined || device.group === group) &&
        (state === undefined || stateNow(device, nowMs) === state) &&
        says(device, words),
    )
    .sort((a, b) => compared[sorting](a, b) || compare(a.device, b.device));
}

function says(
  { device, name, group, location, model, dialect }: DeviceSnapshot,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const said = folded([device, name, group, location, model, dialect].filter(Boolean).join(' '));
  return words.every((word) => said.includes(word));
}

/** What people have called groups and places so far, each once. */
export const namesOf = (devices: Iterable<DeviceSnapshot>, of: 'group' | 'location'): string[] =>
  [...new Set([...devices].flatMap((device) => device[of] ?? []))].sort(compare);
