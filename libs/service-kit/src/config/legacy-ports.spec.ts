import { describe, expect, it } from '@jest/globals';
import { legacyPorts } from './fields.js';

const read = (text: string) => legacyPorts().safeParse(text);

describe('LEGACY_PORTS', () => {
  it.each([
    ['5000', [{ listen: 5000, as: 5000 }]],
    [
      ' 8000, 18050:8050 ,',
      [
        { listen: 8000, as: 8000 },
        { listen: 18050, as: 8050 },
      ],
    ],
    ['0:8501', [{ listen: 0, as: 8501 }]],
    ['', []],
  ])('reads %j', (text, ports) => {
    expect(read(text).data).toEqual(ports);
  });

  it.each(['5001', '80', '70000:5000', 'all', '5000-8000', '5000;8000', '1:2:5000', '__proto__'])(
    'refuses %j',
    (text) => {
      expect(read(text).success).toBe(false);
    },
  );
});
