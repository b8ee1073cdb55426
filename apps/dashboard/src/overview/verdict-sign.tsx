import type { Tone } from './verdict-tone.js';

/** Each of another shape: colour alone says nothing. */
const shapes: Record<Tone, string> = {
  good: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 10.2l2.4 2.4 4.6-5',
  warning: 'M10 2.5 18.5 17h-17zM10 8v4.5M10 14.7v.1',
  bad: 'M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7zM7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6',
  unknown: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 10h7',
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
