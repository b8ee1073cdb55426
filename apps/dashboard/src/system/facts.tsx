import type { ComponentChildren } from 'preact';
import { badPct, warnPct } from './troubles.js';

export type Tone = 'good' | 'warning' | 'bad' | 'quiet';

interface PanelProps {
  title: string;
  /** In a word how it does. */
  state?: { readonly tone: Tone; readonly text: string } | undefined;
  hint?: string;
  class?: string;
  children: ComponentChildren;
}

/** A part of the system: what it is, how it does, and facts about it. */
export const SystemPanel = ({ title, state, hint, class: more = '', children }: PanelProps) => (
  <section class={`panel system-panel ${more}`}>
    <div class="panel-head">
      <h2>{title}</h2>
      {state && <span class={`badge tone-${state.tone}`}>{state.text}</span>}
    </div>
    {hint && <p class="hint">{hint}</p>}
    {children}
  </section>
);

export const Facts = ({ children }: { children: ComponentChildren }) => (
  <dl class="system-facts">{children}</dl>
);

interface FactProps {
  label: string;
  /** Undefined: not known, and then not shown. */
  value: ComponentChildren;
  hint?: string | undefined;
  children?: ComponentChildren;
}

/** One fact; what is not known is not there. */
export function Fact({ label, value, hint, children }: FactProps) {
  if (value === undefined || value === null) return null;
  return (
    <div class="system-fact">
      <dt>{label}</dt>
      <dd>
        <span class="fact-value">{value}</span>
        {hint && <span class="hint"> {hint}</span>}
        {children}
      </dd>
    </div>
  );
}

/** How much of something is used. The number stands beside it: this is for the eye. */
export function UsageBar({ used, limit }: { used: number; limit: number }) {
  const pct = Math.min(100, Math.max(0, (100 * used) / Math.max(1, limit)));
  const tone = pct >= badPct ? 'bad' : pct >= warnPct ? 'warning' : 'quiet';
  return (
    <span class={`usage usage-${tone}`} aria-hidden="true">
      <span style={{ width: `${Math.max(pct, 0.5)}%` }} />
    </span>
  );
}
