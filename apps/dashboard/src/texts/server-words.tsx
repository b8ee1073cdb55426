import type { Texts } from './en.js';

/** Unicode's own marks around words that come from elsewhere: first strong isolate, pop directional isolate. */
const [begin, end] = ['\u2068', '\u2069'];
const marks = /[\u2068\u2069]/;

/** Words of the server within a text of ours, marked where the text is not in the server's language. See {@link Worded}. */
export const serverWords = (words: string, { locale }: Texts): string =>
  locale.startsWith('en') ? words : begin + words.split(marks).join('') + end;

/** A text in which words of the server may stand: these are said to be English, so that a screen reader reads them as that. */
export const Worded = ({ text }: { text: string }) => (
  <>
    {text.split(marks).map((part, i) =>
      i % 2 ? (
        <span key={i} lang="en" dir="auto">
          {part}
        </span>
      ) : (
        part
      ),
    )}
  </>
);
