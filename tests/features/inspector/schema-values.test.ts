import { expect, test } from 'vitest';
import { valuesOf } from '../../../src/features/inspector/forms/schema/schema-values.ts';

test.each([
  [
    'ranges are parted by lines, commas and spaces',
    '10.0.0.0/8, 192.0.2.0/24\n198.51.100.0/24',
    'CIDR',
    ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/24'],
  ],
  ['texts that may hold a space or a comma by lines alone', '-c\n a, b \n\n', 'STRING', ['-c', 'a, b']],
] as const)('%s', (_, typed, expects, values) => {
  expect(valuesOf(typed, { is: 'value', expects })).toEqual(values);
});
