import { describe, expect, it } from '@jest/globals';
import { csvOfTable } from './table-data.js';

describe('a table as a file', () => {
  it('writes times in UTC, numbers with a point, and nothing where there is nothing', () => {
    const text = csvOfTable({
      columns: [
        { label: 'Time', kind: 'time' },
        { label: 'Temperature', unit: '°C', kind: 'number' },
      ],
      rows: [
        [Date.UTC(2026, 0, 1), 21.5],
        [Date.UTC(2026, 0, 1, 0, 1), undefined],
      ],
    });
    expect(text).toBe(
      'Time,Temperature (°C)\r\n2026-01-01T00:00:00.000Z,21.5\r\n2026-01-01T00:01:00.000Z,\r\n',
    );
  });

  it('quotes foreign text, and lets no spreadsheet take it for a formula', () => {
    const text = csvOfTable({
      columns: [{ label: '=cmd()', kind: 'text' }],
      rows: [['a "b", c'], ['+1'], ['<img onerror>'], ['\n=1+1']],
    });
    expect(text).toBe(`'=cmd()\r\n"a ""b"", c"\r\n'+1\r\n<img onerror>\r\n"'\n=1+1"\r\n`);
  });
});
