import type { CommandState, ServerEvents } from '@kilowatch/contracts';
import type { LiveChange } from './live-state.js';

/** What is sent to the followers of a device. */
export type News =
  LiveChange | { readonly event: 'command'; readonly device: string; readonly body: CommandState };

/** One socket, or a broadcast to many. */
interface Target {
  emit<E extends News['event']>(event: E, ...body: Parameters<ServerEvents[E]>): boolean;
}

/** Sends news under its own event name. */
export function send(target: Target, news: News): void {
  if (news.event === 'delta') target.emit('delta', news.body);
  else if (news.event === 'device') target.emit('device', news.body);
  else target.emit('command', news.body);
}
