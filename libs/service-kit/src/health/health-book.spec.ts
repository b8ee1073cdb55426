import { expect, it } from '@jest/globals';
import { HealthBook } from './health-book.js';

it('knows what is wrong with each service, and with the process', () => {
  const book = new HealthBook();
  book.add('process', () => undefined);
  book.add('embedded broker', () => 'the disk is full');
  book.add('broker', () => 'not connected', 'ingest');
  book.add('broker', () => undefined, 'historian');
  book.add(
    'history',
    () => {
      throw new Error('file is gone');
    },
    'historian',
  );
  expect(book.problemsOf()).toEqual({ 'embedded broker': 'the disk is full' });
  expect(book.problemsOf('ingest')).toEqual({ broker: 'not connected' });
  expect(book.problemsOf('historian')).toEqual({ history: 'the check itself failed: file is gone' });
  expect(book.report().checks).toMatchObject({
    'ingest: broker': 'not connected',
    'historian: broker': 'ok',
  });
});
