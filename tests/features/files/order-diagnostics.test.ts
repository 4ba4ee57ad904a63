import { expect, test } from 'vitest';
import { orderDiagnostics } from '../../../src/features/files/order-diagnostics.ts';
import type { Diagnostic } from '../../../src/manifests/diagnostic.ts';

const at = (severity: Diagnostic['severity'], place = ''): Diagnostic => {
  const [file = '', line, column] = place.split(':');
  return {
    severity,
    code: 'WATCH_ERROR',
    detail: { said: place },
    ...(file !== '' && { file }),
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
  };
};

test('errors stand first; of one severity by file, line and column, without a place last', () => {
  const given = [
    at('info', 'a.yaml:1:1'),
    at('warning'),
    at('warning', 'b10.yaml:3:1'),
    at('warning', 'b9.yaml:12:4'),
    at('error', 'c.yaml:2:9'),
    at('warning', 'b9.yaml:12:3'),
    at('error', 'c.yaml:2:1'),
    at('warning', 'b9.yaml:7:30'),
    at('warning', 'b9.yaml'),
    at('error', 'a.yaml:90:1'),
  ];
  const places = orderDiagnostics(given).map(
    ({ severity, detail }) => `${severity} ${'said' in detail ? detail.said : ''}`,
  );
  expect(places).toEqual([
    'error a.yaml:90:1',
    'error c.yaml:2:1',
    'error c.yaml:2:9',
    'warning b9.yaml',
    'warning b9.yaml:7:30',
    'warning b9.yaml:12:3',
    'warning b9.yaml:12:4',
    'warning b10.yaml:3:1',
    'warning ',
    'info a.yaml:1:1',
  ]);
});
