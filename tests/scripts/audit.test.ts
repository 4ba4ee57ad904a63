import { expect, test } from 'vitest';
import { readAudit } from '../../scripts/audit.mjs';

const report = (...severities: readonly string[]): string =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(severities.map((severity, at) => [`p${at}`, { name: `p${at}`, severity }])),
  });

test.each([
  ['nothing', report(), [], 0],
  ['little', report('low', 'moderate'), [], 2],
  ['much', report('low', 'high', 'critical'), ['p1', 'p2'], 1],
])('%s is known against the packages', (_, output, grave, others) => {
  const audit = readAudit(output);
  expect(audit).toMatchObject({ asked: true, others });
  expect(audit.asked && audit.grave.map(({ name }) => name)).toEqual(grave);
});

test.each([
  ['', 'npm printed no report'],
  ['<html>', 'npm printed no report'],
  [
    JSON.stringify({ error: { code: 'ENOAUDIT', summary: 'Your configured registry does not support audit' } }),
    /does not support/,
  ],
  [JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '', detail: '' } }), /405/],
  [JSON.stringify({ error: { summary: '', detail: '' } }), /no answer/],
  [JSON.stringify({ message: 'request failed' }), 'request failed'],
])('a registry that cannot be asked is told, and is no finding: %s', (output, reason) => {
  expect(readAudit(output)).toEqual({ asked: false, reason: expect.stringMatching(reason) });
});
