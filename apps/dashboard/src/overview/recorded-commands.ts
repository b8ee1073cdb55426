import type { Direction } from '@kilowatch/contracts';
import { fetchHistory, type HistoryReply } from '../api/site-api.js';
import { commandedBattery } from '../widgets/devices-of.js';
import type { RecordedCommand } from './site-events.js';

const minute = 60_000;
/** How far back to look; less far where so much was commanded that one reply does not reach until now. */
const looksMs = [7 * 24 * 60 * minute, 6 * 60 * minute, 10 * minute];
const mostInReply = 500;
const directions: readonly Direction[] = ['charge', 'discharge'];

/** The last commands before this page was opened, from the history; undefined where it cannot be read. */
export async function recordedCommands(nowMs: number): Promise<RecordedCommand[] | undefined> {
  for (const lookMs of looksMs) {
    const reply = await ask(nowMs - lookMs, nowMs);
    if (!reply) return undefined;
    if (reply.next === undefined || lookMs === looksMs.at(-1)) return commandsIn(reply);
  }
  return undefined;
}

const ask = (fromMs: number, nowMs: number): Promise<HistoryReply | undefined> =>
  fetchHistory({
    device: commandedBattery,
    metrics: directions,
    fromMs,
    toMs: nowMs + 1,
    limit: mostInReply,
  }).catch(() => undefined);

/** The history has them as the predecessor did: magnitudes in kW. */
const commandsIn = ({ points }: HistoryReply): RecordedCommand[] =>
  points.flatMap(({ metric, value, atMs }) => {
    const direction = directions.find((name) => name === metric);
    return direction ? [{ direction, powerW: value * 1_000, atMs }] : [];
  });
