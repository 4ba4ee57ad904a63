import { describe, expect, test } from 'vitest';
import { answer, ingress, nginxBoard, type Rule } from './nginx.ts';

const of = (options: Readonly<Record<string, string>>, rule: Rule, url: string) =>
  answer(nginxBoard({}, ingress(options, rule)), url);

describe('paths', () => {
  test('what is asked for is compared decoded, without dots and doubled slashes', () => {
    const rule = { paths: [['/docs']] } as const;
    for (const path of ['/docs', '/docs/', '//docs//x', '/a/../docs', '/d%6fcs/x', '/docs/./x'])
      expect(of({}, rule, `http://a.example${path}`)).toBe(`200 ${path}`);
    expect(of({}, rule, 'http://a.example/docs/../x')).toBe('404');
  });

  test('the longest expression first, and among Ingresses of a host all together', () => {
    const regex = { 'use-regex': 'true' };
    const board = nginxBoard(
      {},
      ingress(regex, { name: 'a', paths: [['/foo/bar.+', 'ghost']] }),
      ingress({ 'rewrite-target': '/$1' }, { name: 'b', paths: [['/foo/(.*)']] }),
    );
    expect(answer(board, 'http://a.example/foo/bar/x')).toBe('503');
    expect(answer(board, 'http://a.example/foo/x')).toBe('200 /x');
  });

  test('a plain path beside an expression is the beginning of a path, not of its elements', () => {
    const board = nginxBoard(
      {},
      ingress({ 'use-regex': 'true' }, { paths: [['/zoo.*']] }),
      ingress({}, { name: 'j', paths: [['/foo']] }),
    );
    expect(answer(board, 'http://a.example/foobar')).toBe('200 /foobar');
  });

  test.each([
    ['/x/$2', '/api(/|$)(.*)', '/api/a/b?c=d', '200 /x/a/b?c=d'],
    ['/x?y=$1', '/api/(.*)', '/api/a?c=d', '200 /x?y=a&c=d'],
    ['/x?', '/api/(.*)', '/api/a?c=d', '200 /x'],
    ['/$host/$1', '/api/(.*)', '/api/a', '200 /a.example/a'],
    ['https://b.example/$1', '/api/(.*)', '/api/a', '302 https://b.example/a'],
    ['/api', '/api', '/api', '200 /api'],
    ['/$9', '/api/(.*)', '/api/a', '200 /'],
  ])('rewrite-target %s of %s: %s is %s', (target, path, asked, expected) => {
    expect(of({ 'rewrite-target': target }, { paths: [[path]] }, `http://a.example${asked}`)).toBe(expected);
  });
});

describe('expressions of strangers take no time', () => {
  const LONG = 'a'.repeat(6000);
  test.each([
    ['(a+)+$', `${LONG}!`],
    ['(a|aa)+$', `${LONG}!`],
    ['(a|a?)+$', `${LONG}!`],
    ['(.*a){20}$', `${LONG}!`],
    ['([a-zA-Z]+)*$', `${LONG}!`],
    ['(.*)*x', LONG],
    ['((a{1,50}){1,50}){1,50}', LONG],
    ['(((((a{0,9}){0,9}){0,9}){0,9}){0,9})b', LONG],
    [`${'a?'.repeat(400)}${'a'.repeat(400)}$`, LONG],
    ['(?:(?:(?:x*)*)*)*y', LONG],
  ])('path /%s', (pattern, path) => {
    const before = performance.now();
    const found = of(
      { 'use-regex': 'true', 'rewrite-target': '/$1' },
      { paths: [[`/${pattern}`]] },
      `http://a.example/${path}`,
    );
    expect(found).toMatch(/^(200|404)/);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('nor of a header, an alias or an origin', () => {
    const canary = ingress(
      { canary: 'true', 'canary-by-header': 'X-New', 'canary-by-header-pattern': '(a+)+$' },
      { name: 'c' },
    );
    const alias = ingress({ 'server-alias': '~^(a+)+$', 'enable-cors': 'true', 'cors-allow-origin': '*'.repeat(500) });
    const board = nginxBoard({}, alias, canary);
    const before = performance.now();
    expect(answer(board, { to: 'http://a.example/', headers: { 'X-New': `${LONG}!`, Origin: LONG } })).toBe('200 /');
    expect(answer(board, { to: `http://${'a'.repeat(60)}.b/`, method: 'OPTIONS', headers: { Origin: LONG } })).toMatch(
      /^404|^200|^204/,
    );
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
