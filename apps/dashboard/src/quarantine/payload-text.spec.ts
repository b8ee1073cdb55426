import { describe, expect, it } from '@jest/globals';
import type { WholeRefusal } from '../api/system-api.js';
import { payloadText } from './payload-text.js';

const refusal = (parts: Partial<WholeRefusal>) => ({ preview: '', bytes: 0, ...parts }) as WholeRefusal;
const sent = (data: string, encoding: 'utf8' | 'base64' = 'utf8') => refusal({ payload: { encoding, data } });

describe('what was sent', () => {
  it('is in lines where it is JSON, and as it is where it is not', () => {
    expect(payloadText(sent('{"a":1}')).text).toBe('{\n  "a": 1\n}');
    expect(payloadText(sent('{"a":1')).text).toBe('{"a":1');
  });

  it('is in rows of bytes where it is no text', () => {
    const { text, isBinary } = payloadText(sent(btoa('\u0000\u00ffAB, and so on: 17b'), 'base64'));
    expect(isBinary).toBe(true);
    expect(text.split('\n')).toEqual([
      '0000  00 ff 41 42 2c 20 61 6e 64 20 73 6f 20 6f 6e 3a  ··AB, and so on:',
      '0010  20 31 37 62                                       17b',
    ]);
  });

  it('is the beginning of what was too large to be kept', () => {
    expect(payloadText(refusal({ preview: 'abc', bytes: 70_000 }))).toEqual({
      ...{ text: 'abc', isBinary: false, isCut: true },
    });
  });
});
