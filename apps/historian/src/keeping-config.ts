import { deviceKind } from '@kilowatch/contracts';
import type { HistoryLimits } from '@kilowatch/history-store';
import * as z from 'zod';

const days = (value: number) => z.coerce.number().int().min(0).max(36_500).default(value);

const kindAndDays = new RegExp(`^\\s*(${deviceKind.options.join('|')})\\s*:\\s*(\\d{1,5})\\s*$`);

/** `gas:3650,sensor:30`: days by the kind of a device, the word in front of the colon of its id. */
const daysByKind = z
  .string()
  .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
  .pipe(z.array(z.string().regex(kindAndDays)))
  .transform((parts): Record<string, number> => {
    const pairs = parts.map((part) => part.split(':').map((word) => word.trim()));
    return Object.fromEntries(pairs.map(([kind = '', number]) => [kind, Number(number)]));
  })
  .meta({
    expected: `kinds of devices (${deviceKind.options.join(', ')}) with days, such as gas:3650,sensor:30 (0: for ever)`,
  });

/** How long what is kept. */
export const keepingConfig = z.object({
  HISTORY_RAW_DAYS: days(400).describe(
    'with HISTORY=sqlite: days for which every reading is kept, then only roll-ups of it; 0, here and below: for ever',
  ),
  HISTORY_RAW_DAYS_BY_KIND: daysByKind
    .default({})
    .describe('the same where a kind of device wants another number, as gas:3650,sensor:30'),
  HISTORY_1MIN_DAYS: days(1_100).describe(
    'days for which count, least, most, mean and last of each minute are kept',
  ),
  HISTORY_15MIN_DAYS: days(0).describe(
    'those of 15 minutes; like all that follow kept at least as long as what is finer',
  ),
  HISTORY_1H_DAYS: days(0).describe('those of hours'),
  HISTORY_1DAY_DAYS: days(0).describe('those of days (UTC)'),
  HISTORY_MESSAGE_DAYS: days(0).describe(
    'days for which original messages are kept, within HISTORY_MESSAGE_ROWS and HISTORY_MESSAGE_MIB; 0: as long as they fit',
  ),
});

type Keeping = z.output<typeof keepingConfig>;

export const keepingLimits = (config: Keeping): Partial<HistoryLimits> => ({
  rawDays: config.HISTORY_RAW_DAYS,
  rawDaysByKind: config.HISTORY_RAW_DAYS_BY_KIND,
  minuteDays: config.HISTORY_1MIN_DAYS,
  quarterDays: config.HISTORY_15MIN_DAYS,
  hourDays: config.HISTORY_1H_DAYS,
  dayDays: config.HISTORY_1DAY_DAYS,
  messageDays: config.HISTORY_MESSAGE_DAYS,
});
