/** A heat pump; its wheel turns while the compressor runs, and its loop goes down into the ground. */
export const PumpDrawing = ({ isRunning }: { isRunning: boolean }) => (
  <div class="pump-drawing" aria-hidden="true">
    <svg class="drawing" viewBox="0 0 92 132">
      <rect class="drawing-body" x="8" y="6" width="76" height="124" rx="10" />
      <path class="drawing-line" d="M20 24h30M20 32h18" />
      <circle class="drawing-hole" cx="46" cy="80" r="29" />
    </svg>
    <svg class={`drawing pump-wheel ${isRunning ? 'is-running' : ''}`} viewBox="-30 -30 60 60">
      {[0, 120, 240].map((angle) => (
        <path key={angle} transform={`rotate(${angle})`} d="M0-4C-9-8-9-21 0-24 6-19 6-10 0-4z" />
      ))}
      <circle r="4" />
    </svg>
  </div>
);
