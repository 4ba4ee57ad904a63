import { INSPECTOR } from '../../../src/narration/en/page/later/inspector.ts';
import { expect, test } from 'vitest';
import { checkPort, checkTargetPort, portOrName } from '../../../src/features/inspector/forms/ports.ts';

test('a port that is none says what was expected and what was found', () => {
  expect(checkPort('eighty', INSPECTOR.wrong)).toBe('Expected a number from 1 to 65535, found “eighty”.');
  expect(checkPort('', INSPECTOR.wrong)).toBe('Expected a number from 1 to 65535.');
  for (const wrong of ['0', '65536', '8e1', '80.0', '-1'])
    expect(checkPort(wrong, INSPECTOR.wrong)).toMatch(/^Expected a number/);
  for (const right of ['1', '65535', ' 80 ']) expect(checkPort(right, INSPECTOR.wrong)).toBeUndefined();
});

test('a targetPort may be a name as well', () => {
  expect(checkTargetPort('http', INSPECTOR.wrong)).toBeUndefined();
  expect(checkTargetPort('http/2', INSPECTOR.wrong)).toBe(
    'Expected a number from 1 to 65535, or the name of a container port, found “http/2”.',
  );
  expect(checkTargetPort('99999', INSPECTOR.wrong)).toMatch(/^Expected a number from 1 to 65535, found/);
  expect([portOrName(' 80 '), portOrName(' http ')]).toEqual([80, 'http']);
});
