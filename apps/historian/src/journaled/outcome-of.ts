import type { AppendOutcome } from '@kilowatch/history-store';
import type { WaitingBatch } from './waiting-batch.js';

/** Of a batch that had come before. */
export const nothingNew: AppendOutcome = { storedPoints: 0, storedMessages: 0, isRepeated: true };

/** Of one that is in the journal now. */
export const outcomeOf = ({ batch }: WaitingBatch): AppendOutcome => ({
  storedPoints: batch.readings.length,
  storedMessages: batch.messages.length,
  isRepeated: false,
});
