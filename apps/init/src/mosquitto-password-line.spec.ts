import { expect, it } from '@jest/globals';
import { isPasswordLineOf, mosquittoPasswordLine, userOf } from './mosquitto-password-line.js';

// mosquitto_passwd -c -b <file> cellar secret, Mosquitto 2.0.11
const ofTheTool =
  'cellar:$7$101$r1vUiAZsxULoa3AG$QX4ilbkEJQ3rUM1/8YjKMSFOCf600q8p5Z+GneuhSsrcB/6PXy/YqtkesLYH0gTIh76TDqtPvpQiTe9dhVxP0g==';

it('knows a line that the tool of Mosquitto made', () => {
  expect(userOf(ofTheTool)).toBe('cellar');
  expect(isPasswordLineOf(ofTheTool, 'cellar', 'secret')).toBe(true);
  expect(isPasswordLineOf(ofTheTool, 'cellar', 'Secret')).toBe(false);
  expect(isPasswordLineOf(ofTheTool, 'cell', 'secret')).toBe(false);
});

it('writes the same form, with another salt each time', () => {
  const [one, other] = [mosquittoPasswordLine('cellar', 'secret'), mosquittoPasswordLine('cellar', 'secret')];
  const form = /^cellar:\$7\$101\$[\w+/]{16}\$[\w+/]{86}==$/;
  expect([one, other].every((line) => form.test(line))).toBe(true);
  expect(one).not.toBe(other);
  expect(isPasswordLineOf(one, 'cellar', 'secret')).toBe(true);
});

it.each(['', 'cellar', 'cellar:', 'cellar:$7$', 'cellar:$6$a$b', `${ofTheTool.slice(0, -20)}`])(
  'takes "%s" for no line',
  (line) => {
    expect(isPasswordLineOf(line, 'cellar', 'secret')).toBe(false);
  },
);
