import { describe, expect, test } from 'vitest';
import { answer, ask, ingress, nginxBoard, TLS } from './nginx.ts';

const INSIDE = { 'allowlist-source-range': '198.51.100.0/24' };
const OUTSIDE = { 'allowlist-source-range': '10.0.0.0/8' };
const PASSWORDS = { 'auth-type': 'basic', 'auth-secret': 'pw' };
const LOGIN = { 'auth-url': 'http://login.example/check' };
const ANYBODY = 'http://a.example/';
const KNOWN = { to: ANYBODY, headers: { Authorization: 'Basic eDp5' } };

describe('by address', () => {
  test.each([
    [INSIDE, undefined, '200 /'],
    [OUTSIDE, undefined, '403'],
    [{ 'whitelist-source-range': '10.0.0.0/8,198.51.100.10' }, undefined, '200 /'],
    [{ 'denylist-source-range': '198.51.100.10' }, undefined, '403'],
    [{ 'denylist-source-range': '10.0.0.0/8' }, undefined, '200 /'],
    [{ 'denylist-source-range': '198.51.100.10', ...INSIDE }, undefined, '403'],
    [{}, { 'whitelist-source-range': '10.0.0.0/8' }, '403'],
    [INSIDE, { 'allowlist-source-range': '10.0.0.0/8' }, '200 /'],
    [{}, { 'denylist-source-range': '198.51.100.0/24' }, '403'],
    [{}, { 'block-cidrs': '198.51.100.0/24' }, '403'],
    [INSIDE, { 'block-cidrs': '198.51.100.0/24' }, '200 /'],
  ])('%j with settings %j: %s', (options, data, expected) => {
    expect(answer(nginxBoard(data === undefined ? {} : { data }, ingress(options)), ANYBODY)).toBe(expected);
  });

  test('that a proxy before tells, where it is believed', () => {
    const asked = { to: ANYBODY, headers: { 'X-Forwarded-For': '10.1.2.3, 203.0.113.5' } };
    expect(answer(nginxBoard({}, ingress(OUTSIDE)), asked)).toBe('403');
    const believed = { 'use-forwarded-headers': 'true' };
    expect(answer(nginxBoard({ data: believed }, ingress(OUTSIDE)), asked)).toBe('200 /');
    const some = { ...believed, 'proxy-real-ip-cidr': '198.51.100.0/24' };
    expect(answer(nginxBoard({ data: some }, ingress(OUTSIDE)), asked)).toBe('403');
  });

  test('that the PROXY protocol tells', () => {
    const key = 'load-balancer.hetzner.cloud/uses-proxyprotocol';
    const board = (data: Readonly<Record<string, string>>) =>
      nginxBoard({ data, annotations: { [key]: 'true' } }, ingress(INSIDE));
    expect(answer(board({ 'use-proxy-protocol': 'true' }), ANYBODY)).toBe('200 /');
    expect(ask(board({}), ANYBODY).outcomes[0]?.cause?.code).toBe('INGRESS_PROXY_PROTOCOL');
  });
});

describe('by what they bring', () => {
  test.each([
    [PASSWORDS, '401', '200 /', 'UNDETERMINED'],
    [{ 'auth-type': 'digest', 'auth-secret': 'pw' }, '401', '200 /', 'UNDETERMINED'],
    [LOGIN, '401', '200 /', 'UNDETERMINED'],
    [
      { ...LOGIN, 'auth-signin': 'https://login.example/start' },
      '302 https://login.example/start?rd=http://a.example%2F',
      '200 /',
      'UNDETERMINED',
    ],
    [{ ...OUTSIDE, ...PASSWORDS }, '403', '403', 'UNREACHABLE'],
    [{ ...OUTSIDE, ...PASSWORDS, satisfy: 'any' }, '401', '200 /', 'UNDETERMINED'],
    [{ ...INSIDE, ...PASSWORDS, satisfy: 'any' }, '200 /', '200 /', 'UNDETERMINED'],
    [{ ...OUTSIDE, satisfy: 'any' }, '403', '403', 'UNREACHABLE'],
  ])('%j: %s, and %s for who brings something', (options, without, withIt, verdict) => {
    const board = nginxBoard({}, ingress(options));
    expect(answer(board, ANYBODY)).toBe(without);
    expect(answer(board, KNOWN)).toBe(withIt);
    expect(ask(board, KNOWN).verdict).toBe(verdict);
  });

  test('asked for all, and not where an Ingress says no', () => {
    const data = { 'global-auth-url': 'http://login.example/check' };
    expect(answer(nginxBoard({ data }, ingress({})), ANYBODY)).toBe('401');
    expect(answer(nginxBoard({ data }, ingress({ 'enable-global-auth': 'false' })), ANYBODY)).toBe('200 /');
  });

  test('a backend without endpoints is told before anybody is asked', () => {
    const ghost = ingress(PASSWORDS, { paths: [['/', 'ghost']] });
    expect(answer(nginxBoard({}, ghost), ANYBODY)).toBe('503');
  });

  test('a certificate is asked for over TLS alone', () => {
    const asks = { 'auth-tls-secret': 'docs/ca', 'ssl-redirect': 'false' };
    const board = (more = {}) => nginxBoard({}, ingress({ ...asks, ...more }, { spec: TLS }));
    expect(answer(board(), 'https://a.example/')).toBe('400');
    expect(answer(board(), ANYBODY)).toBe('200 /');
    expect(answer(board({ 'auth-tls-verify-client': 'optional' }), 'https://a.example/')).toBe('200 /');
    expect(answer(board({ 'auth-tls-match-cn': 'CN=me' }), ANYBODY)).toBe('403');
    const page = { 'auth-tls-error-page': 'https://b.example/no' };
    expect(answer(board(page), 'https://a.example/')).toBe('302 https://b.example/no');
  });
});

test('pieces of configuration decide only where they are taken', () => {
  const snippet = ingress({ 'server-snippet': 'deny all;' });
  expect(ask(nginxBoard({}, snippet), ANYBODY).verdict).toBe('REACHABLE');
  expect(ask(nginxBoard({ version: 'v1.8.1' }, snippet), ANYBODY).verdict).toBe('UNDETERMINED');
  const allowed = { 'allow-snippet-annotations': 'true' };
  expect(ask(nginxBoard({ data: allowed }, snippet), ANYBODY).verdict).toBe('UNDETERMINED');
});
