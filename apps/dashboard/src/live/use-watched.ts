import type { Watched } from '@kilowatch/realtime-client';
import { useLayoutEffect } from 'preact/hooks';
import { useAppState } from '../app-state.js';

/**
 * Follows these devices for as long as the component is there: `{ kinds: ['gas'] }`, `{ devices: [id, …] }`, `{ devices: 'all' }`,
 * or kinds and devices. What several components want is followed together.
 */
export function useWatched(watched: Watched): void {
  const { live } = useAppState();
  const key = JSON.stringify(watched);
  useLayoutEffect(() => live.watch(JSON.parse(key) as Watched), [live, key]);
}
