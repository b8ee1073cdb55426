import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { livingStateNow } from '../widgets/living-state.js';
import { type Order, orderWithFirst } from './quiet-order.js';

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
