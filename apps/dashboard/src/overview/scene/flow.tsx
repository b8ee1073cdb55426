import type { ComponentChildren } from 'preact';

interface FlowProps {
  /** Where the power goes on the picture. */
  towards: 'left' | 'right' | 'nowhere';
  /** Colour and meaning: class of the words. */
  tone: 'charging' | 'discharging' | 'used' | 'idle';
  /** 0 to 1: how much of what is usual; the more, the faster. */
  strength: number;
  isFresh: boolean;
  children: ComponentChildren;
}

const secondsSlow = 2.4;
const secondsFast = 0.6;
/** In steps: a change of the speed begins the movement anew, so it must be seldom. */
const steps = 4;

/** Power between two things, as an arrow with its words above it. The dots only repeat what the arrow and the words say. */
export function Flow({ towards, tone, strength, isFresh, children }: FlowProps) {
  const step = Math.round(Math.max(0, Math.min(1, strength)) * steps) / steps;
  const duration = `${secondsSlow - step * (secondsSlow - secondsFast)}s`;
  return (
    <div class={`flow flow-${tone} flow-${towards} ${isFresh ? 'is-fresh' : 'is-stale'}`}>
      <div class="flow-words">{children}</div>
      <div class="flow-line" aria-hidden="true">
        {isFresh && towards !== 'nowhere' && (
          <span class="flow-dots" style={{ animationDuration: duration }} />
        )}
      </div>
    </div>
  );
}
