import { type ReadonlySignal, type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { columnsOf, type SourceName } from './raw-columns.js';
import { RawRowsView } from './raw-rows-view.js';
import type { RawSource } from './raw-values.js';
import type { Refresh } from './use-refresh.js';

interface RawTableProps {
  device: ReadonlySignal<string | undefined>;
  refresh: Refresh;
}

const sources: readonly SourceName[] = ['measured', 'commanded'];
const pageSize = 15;

/** What a battery measured, or what was commanded, value by value. */
export function RawTable({ device, refresh }: RawTableProps) {
  const { live } = useAppState();
  const name = useSignal<SourceName>('measured');
  const columns = useComputed(() => columnsOf(name.value));
  const source = useComputed((): RawSource | undefined => {
    const metrics = columns.value.map(({ metric }) => metric);
    const from = name.value === 'commanded' ? commandedBattery : device.value;
    return from === undefined ? undefined : { device: from, metrics };
  });
  useSignalEffect(() => {
    if (live.hasSnapshot.value && device.value === undefined) name.value = 'commanded';
  });
  return (
    <div class="panel raw">
      <RawRowsView
        title={texts.value.table.title}
        source={source}
        columns={columns.value}
        pageSize={pageSize}
        refresh={refresh}
      >
        <SourcePicker name={name} />
      </RawRowsView>
    </div>
  );
}

function SourcePicker({ name }: { name: Signal<SourceName> }) {
  const t = texts.value;
  return (
    <fieldset class="segments segments-small">
      <legend class="visually-hidden">{t.table.source}</legend>
      {sources.map((one) => (
        <label key={one} class="segment">
          <input
            type="radio"
            name="source"
            checked={name.value === one}
            onChange={() => (name.value = one)}
          />
          <span>{t.history[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
