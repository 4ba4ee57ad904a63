import { INSPECTOR } from '../../../src/narration/en/page/later/inspector.ts';
import { expect, test } from 'vitest';
import { checkPort, checkTargetPort, portOrName } from '../../../src/features/inspector/forms/ports.ts';

test('a port that is none says what was expected and what was found', () => {
  expect(checkPort('eighty', INSPECTOR.wrong)).toBe('Expected a number from 1 to 65535, found “eighty”.');
  expect(checkPort('', INSPECTOR.wrong)).toBe('Required value.');
  for (const wrong of ['8e1', '80.0']) expect(checkPort(wrong, INSPECTOR.wrong)).toMatch(/^Expected a number/);
  for (const wrong of ['0', '65536', '-1', '70000'])
    expect(checkPort(wrong, INSPECTOR.wrong)).toBe(`Invalid value: ${wrong}: must be between 1 and 65535, inclusive.`);
  for (const right of ['1', '65535', ' 80 ']) expect(checkPort(right, INSPECTOR.wrong)).toBeUndefined();
});

test('a targetPort may be a name as well', () => {
  expect(checkTargetPort('http', INSPECTOR.wrong)).toBeUndefined();
  expect(checkTargetPort('99999', INSPECTOR.wrong)).toBe(
    'Invalid value: 99999: must be between 1 and 65535, inclusive.',
  );
  expect([portOrName(' 80 '), portOrName(' http ')]).toEqual([80, 'http']);
});

test.each([
  ['http/2', 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'],
  ['a-very-long-name', 'must be no more than 15 characters'],
  ['8-8', 'must contain at least one letter (a-z)'],
  ['a--b', 'must not contain consecutive hyphens'],
  ['http-', 'must not begin or end with a hyphen'],
])('the name of a port %s is refused in the words of the API server', (name, why) => {
  expect(checkTargetPort(name, INSPECTOR.wrong)).toBe(`Invalid value: "${name}": ${why}.`);
});
