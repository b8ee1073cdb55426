import { describe, expect, it } from '@jest/globals';
import type { VNode } from 'preact';
import { de } from './de.js';
import { en } from './en.js';
import { serverWords, Worded } from './server-words.js';

const partsOf = (text: string): unknown[] => {
  const { props } = Worded({ text }) as VNode<{ children: (string | VNode<{ children: string }>)[] }>;
  return props.children.map((part) => (typeof part === 'string' ? part : [part.type, part.props]));
};

describe('words of the server in a text of ours', () => {
  it('are said to be English, whatever direction they have', () => {
    const text = de.history.failed(serverWords('it is away', de));
    expect(partsOf(text)).toEqual([
      'Der Verlauf konnte nicht gelesen werden: ',
      ['span', { lang: 'en', dir: 'auto', children: 'it is away' }],
      '',
    ]);
  });

  it('cannot end their mark themselves', () => {
    const text = serverWords('a\u2069b\u2068c', de);
    expect(partsOf(text)).toEqual(['', ['span', { lang: 'en', dir: 'auto', children: 'abc' }], '']);
  });

  it('are as good as ours on an English page', () => {
    expect(serverWords('it is away', en)).toBe('it is away');
    expect(partsOf('it is away')).toEqual(['it is away']);
  });
});
