import { expect, it } from '@jest/globals';
import { Housekeeping } from './housekeeping.js';

/** A task with so many steps to do, each of which takes some time. */
const taskOf = (name: string, steps: number, done: string[], stepMs = 0) => ({
  name,
  step: () => {
    const untilMs = performance.now() + stepMs;
    while (performance.now() < untilMs);
    done.push(name);
    return --steps > 0;
  },
});

it('lets the tasks take turns until all are idle', () => {
  const done: string[] = [];
  const housekeeping = new Housekeeping(1_000);
  housekeeping.add(taskOf('a', 3, done));
  housekeeping.add(taskOf('b', 1, done));
  expect(housekeeping.slice()).toBe(false);
  expect(done.slice(0, 5)).toEqual(['a', 'b', 'a', 'b', 'a']);
});

it('stops when its time is over, and goes on with the next task', () => {
  const done: string[] = [];
  const housekeeping = new Housekeeping(1);
  housekeeping.add(taskOf('a', 2, done, 2));
  housekeeping.add(taskOf('b', 2, done, 2));
  expect([housekeeping.slice(), housekeeping.slice()]).toEqual([true, true]);
  expect(done).toEqual(['a', 'b']);
});

it('tells of a task that fails, and lets the others work', () => {
  const done: string[] = [];
  const failed: unknown[] = [];
  const housekeeping = new Housekeeping(1_000, (task, error) => failed.push([task, error]));
  const error = new Error('on purpose');
  const step = (): boolean => {
    throw error;
  };
  housekeeping.add({ name: 'broken', step });
  housekeeping.add(taskOf('a', 1, done));
  expect(housekeeping.slice()).toBe(false);
  expect(failed).toContainEqual(['broken', error]);
  expect(done).toContain('a');
});
