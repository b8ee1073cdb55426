import type { Tone } from './verdict.js';

/** Each of another shape: colour alone says nothing. */
const shapes: Record<Tone, string> = {
  good: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 10.200l2.400 2.400 4.600-5',
  warning: 'M10 2.500 18.500 17h-17zM10 8v4.500M10 14.700v.1',
  bad: 'M6.700 2h6.600L18 6.700v6.600L13.300 18H6.700L2 13.300V6.700zM7.200 7.200l5.600 5.600M12.800 7.200l-5.600 5.600',
  unknown: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 10h7',
};

/** How it stands, as a sign. `label`: said to those who cannot see it; absent where words beside it say the same. */
export const VerdictSign = ({ tone, label }: { tone: Tone; label?: string }) => (
  <svg
    class={`icon sign sign-${tone}`}
    viewBox="0 0 20 20"
    {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' as const })}
  >
    <path d={shapes[tone]} />
  </svg>
);
