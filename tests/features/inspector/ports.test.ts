import { expect, test } from 'vitest';
import { checkPort, checkTargetPort, portOrName } from '../../../src/features/inspector/forms/ports.ts';

test('a port that is none says what was expected and what was found', () => {
  expect(checkPort('eighty')).toBe('Expected a number from 1 to 65535, found “eighty”.');
  expect(checkPort('')).toBe('Expected a number from 1 to 65535.');
  for (const wrong of ['0', '65536', '8e1', '80.0', '-1']) expect(checkPort(wrong)).toMatch(/^Expected a number/);
  for (const right of ['1', '65535', ' 80 ']) expect(checkPort(right)).toBeUndefined();
});

test('a targetPort may be a name as well', () => {
  expect(checkTargetPort('http')).toBeUndefined();
  expect(checkTargetPort('http/2')).toBe(
    'Expected a number from 1 to 65535, or the name of a container port, found “http/2”.',
  );
  expect(checkTargetPort('99999')).toMatch(/^Expected a number from 1 to 65535, found/);
  expect([portOrName(' 80 '), portOrName(' http ')]).toEqual([80, 'http']);
});
