import type { ComponentChildren } from 'preact';
import { RangePicker } from '../range/range-picker.js';
import { texts } from '../texts/language.js';
import { RefreshPicker } from './refresh-picker.js';
import type { Refresh } from './use-refresh.js';

export const historyTitleId = 'history-title';

/** Above every history: over which time, what else can be chosen, and how often it is read again. */
export const HistoryHead = ({ refresh, children }: { refresh: Refresh; children?: ComponentChildren }) => (
  <div class="section-head">
    <h2 id={historyTitleId}>{texts.value.history.title}</h2>
    <RangePicker />
    {children}
    <RefreshPicker onRefresh={refresh.again} />
  </div>
);
