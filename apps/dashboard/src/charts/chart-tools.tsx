import type { Signal } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { isZoomed, zoomOut } from './zoom.js';

const drawings = {
  zoomOut: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM13.500 13.500 17 17M6.500 9h5',
  table: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12',
  csv: 'M5 2.500h7l3 3v12H5zM10 8v6M7.500 11.500 10 14l2.500-2.500',
  png: 'M3 4h14v12H3zM3 14l4-4 3 3 3-4 4 5M7 7.500v.01',
} as const;

interface ChartToolsProps {
  title: string;
  isTable: Signal<boolean>;
  onPicture: () => void;
  onCsv: (() => void) | undefined;
  isZoomable: boolean;
}

/** What can be done with a chart. */
export function ChartTools({ title, isTable, onPicture, onCsv, isZoomable }: ChartToolsProps) {
  const { live } = useAppState();
  const t = texts.value.chart;
  return (
    <div class="chart-tools" role="group" aria-label={t.tools(title)}>
      {isZoomable && isZoomed.value && (
        <Tool drawing="zoomOut" words={t.zoomOut} onClick={() => zoomOut(live.serverNowMs())} />
      )}
      {onCsv && (
        <Tool
          drawing="table"
          words={t.table}
          isPressed={isTable.value}
          onClick={() => (isTable.value = !isTable.value)}
        />
      )}
      {onCsv && <Tool drawing="csv" words={t.csv} onClick={onCsv} />}
      <Tool drawing="png" words={t.png} onClick={onPicture} />
    </div>
  );
}

interface ToolProps {
  drawing: keyof typeof drawings;
  words: string;
  isPressed?: boolean;
  onClick: () => void;
}

const Tool = ({ drawing, words, isPressed, onClick }: ToolProps) => (
  <button
    class="icon-button chart-tool"
    type="button"
    title={words}
    aria-label={words}
    aria-pressed={isPressed}
    data-tool={drawing}
    onClick={onClick}
  >
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={drawings[drawing]} />
    </svg>
  </button>
);
