import { afterEach, describe } from '@jest/globals';
import type { HistoryStore } from './history-store.js';
import { describeDeleting } from './suite/deleting.suite.js';
import { describeMessages } from './suite/messages.suite.js';
import { describeMissing } from './suite/missing.suite.js';
import { describeNewestMessages } from './suite/newest-messages.suite.js';
import { describePoints } from './suite/points.suite.js';
import { describeSeries } from './suite/series.suite.js';
import { describeWindows } from './suite/windows.suite.js';
import { describeWriting } from './suite/writing.suite.js';

/**
 * What every history store must do; call it once per implementation. `open` gives an empty store with `messagePageBytes: 100`;
 * the suite closes it.
 */
export function describeHistoryStore(name: string, open: () => Promise<HistoryStore>): void {
  describe(`HistoryStore: ${name}`, () => {
    const opened: HistoryStore[] = [];
    const openEmpty = async (): Promise<HistoryStore> => {
      const store = await open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    describeWriting(openEmpty);
    describePoints(openEmpty);
    describeWindows(openEmpty);
    describeSeries(openEmpty);
    describeMissing(openEmpty);
    describeDeleting(openEmpty);
    describeMessages(openEmpty);
    describeNewestMessages(openEmpty);
  });
}
