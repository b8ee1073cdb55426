import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { livingStateNow } from '../widgets/living-state.js';

export type Order = (devices: readonly DeviceSnapshot[]) => readonly DeviceSnapshot[];

/** Those that are named first, else in the order they are in: a card has room for a few, and who is silent must not be among the rest. */
export const orderWithFirst =
  (first: ReadonlySet<string>): Order =>
  (devices) =>
    devices.toSorted((a, b) => Number(first.has(b.device)) - Number(first.has(a.device)));

/** Puts silent devices first. While nobody can tell who is silent the order stays as it was. */
export function useQuietFirst(
  all: ReadonlySignal<readonly DeviceSnapshot[]>,
  isUpToDate: ReadonlySignal<boolean>,
): Order {
  const { live } = useAppState();
  const last = useRef('');
  const quiet = useComputed(() => {
    const { value: nowMs } = live.nowMs;
    if (!isUpToDate.value) return last.current;
    const silent = all.value.filter((device) => livingStateNow(device, nowMs) !== 'online');
    return (last.current = silent.map(({ device }) => device).join('\n'));
  });
  return orderWithFirst(new Set(quiet.value.split('\n')));
}
