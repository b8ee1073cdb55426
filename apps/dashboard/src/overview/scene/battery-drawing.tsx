interface BatteryDrawingProps {
  /** Undefined: not known. */
  socPct: number | undefined;
  tone: 'charging' | 'discharging' | 'idle';
  isFresh: boolean;
}

const top = 22;
const height = 100;
const cells = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A cabinet of ten cells, filled as far as the battery is charged. */
export function BatteryDrawing({ socPct, tone, isFresh }: BatteryDrawingProps) {
  const filled = (Math.max(0, Math.min(100, socPct ?? 0)) / 100) * height;
  return (
    <svg
      class={`drawing drawing-battery drawing-${isFresh ? tone : 'stale'}`}
      viewBox="0 0 92 132"
      aria-hidden="true"
    >
      <path class="drawing-body" d="M30 6h10v8H30zM52 6h10v8H52z" />
      <rect class="drawing-body" x="8" y="14" width="76" height="116" rx="10" />
      <rect class="drawing-hole" x="16" y={top} width="60" height={height} rx="5" />
      <rect class="drawing-fill" x="16" y={top + height - filled} width="60" height={filled} rx="3" />
      {cells.map((cell) => (
        <path key={cell} class="drawing-cell" d={`M16 ${top + cell * (height / 10)}h60`} />
      ))}
    </svg>
  );
}
