import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { texts } from '../texts/language.js';

/** A line for a terminal, and a button that takes it along. */
export function CopyLine({ line }: { line: string }) {
  const text = useRef<HTMLPreElement>(null);
  const outcome = useSignal<'copied' | 'marked' | undefined>(undefined);
  const t = texts.value.copy;
  const copy = async (): Promise<void> => {
    outcome.value = (await isCopied(line)) ? 'copied' : 'marked';
    if (outcome.value === 'marked' && text.current) getSelection()?.selectAllChildren(text.current);
  };
  return (
    <div class="terminal copy-line">
      <pre tabIndex={0} ref={text}>
        {line}
      </pre>
      <button class="button button-small button-quiet" type="button" onClick={() => void copy()}>
        {t[outcome.value ?? 'copy']}
      </button>
      <span class="visually-hidden" role="status">
        {outcome.value && t[outcome.value]}
      </span>
    </div>
  );
}

/** Browsers give the clipboard to pages from this machine or over https only. */
async function isCopied(line: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(line);
    return true;
  } catch {
    return false;
  }
}
