import { describe, expect, test } from 'vitest';
import { explanationsOf } from '../../../src/engine/routing/run/explanations.ts';
import { parseRequest } from '../../../src/engine/routing/run/parse-request.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { buildCluster, ENGINE } from '../../whole-engine.ts';

const cluster = buildCluster({ objects: [] });
const code = (more: Partial<TraceRequest>): string | undefined => {
  const request: TraceRequest = { from: { internet: true }, to: 'http://192.0.2.1/', ...more };
  const parsed = parseRequest(cluster, request, explanationsOf(ENGINE.programs.routing));
  return parsed.ok ? undefined : parsed.error.code;
};

describe('what no server would read is no request', () => {
  test.each([
    ['a URL of 8,192 characters', { to: `http://192.0.2.1/${'a'.repeat(8175)}` }, undefined],
    ['one more', { to: `http://192.0.2.1/${'a'.repeat(8176)}` }, 'URL_TOO_LONG'],
    ['200,000 slashes', { to: `http://192.0.2.1${'/'.repeat(200_000)}a` }, 'URL_TOO_LONG'],
    ['a header of 8 KiB', { http: { headers: { a: 'b'.repeat(8191) } } }, undefined],
    ['one more', { http: { headers: { a: 'b'.repeat(8192) } } }, 'HEADER_MALFORMED'],
    ['a header name with a space', { http: { headers: { 'a b': '' } } }, 'HEADER_MALFORMED'],
    [
      '101 headers',
      { http: { headers: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`h${at}`, ''])) } },
      'HEADER_MALFORMED',
    ],
    ['a method with a line break', { http: { method: 'GET\n' } }, 'METHOD_MALFORMED'],
    ['a method of 300 letters', { http: { method: 'G'.repeat(300) } }, 'METHOD_MALFORMED'],
  ] as const)('%s', (_, more, expected) => {
    expect(code(more)).toBe(expected);
  });

  test('headers that are no object', () => {
    expect(code({ http: JSON.parse('{"headers": [1]}') })).toBe('HEADER_MALFORMED');
    expect(code({ http: JSON.parse('{"headers": {"a": {}}}') })).toBe('HEADER_MALFORMED');
    expect(code({ http: JSON.parse('{"headers": {"a": 5}, "method": 7}') })).toBeUndefined();
  });
});
