import { describe, expect, test } from 'vitest';
import { answer, ingress, nginxBoard, TLS } from './nginx.ts';

describe('to https', () => {
  const secured = (options: Readonly<Record<string, string>> = {}, data?: Readonly<Record<string, string>>) =>
    nginxBoard(data === undefined ? {} : { data }, ingress(options, { spec: TLS }));
  test.each([
    [{}, undefined, '308 https://a.example/x?y=z'],
    [{ 'ssl-redirect': 'false' }, undefined, '200 /x?y=z'],
    [{}, { 'ssl-redirect': 'false' }, '200 /x?y=z'],
    [{ 'ssl-redirect': 'true' }, { 'ssl-redirect': 'false' }, '308 https://a.example/x?y=z'],
    [{}, { 'http-redirect-code': '301' }, '301 https://a.example/x?y=z'],
    [{ 'use-port-in-redirects': 'true' }, undefined, '308 https://a.example:443/x?y=z'],
  ])('with TLS, %j and settings %j: %s', (options, data, expected) => {
    expect(answer(secured(options, data), 'http://a.example/x?y=z')).toBe(expected);
  });

  test('over TLS nobody is sent on', () => {
    expect(answer(secured(), 'https://a.example/x')).toBe('200 /x');
  });

  test('without TLS only where it is forced', () => {
    expect(answer(nginxBoard({}, ingress({})), 'http://a.example/')).toBe('200 /');
    expect(answer(nginxBoard({}, ingress({ 'force-ssl-redirect': 'true' })), 'http://a.example/b/')).toBe(
      '308 https://a.example/b',
    );
    expect(answer(nginxBoard({ data: { 'force-ssl-redirect': 'true' } }, ingress({})), 'http://a.example/')).toBe(
      '308 https://a.example',
    );
    const kept = ingress({ 'force-ssl-redirect': 'true', 'preserve-trailing-slash': 'true' });
    expect(answer(nginxBoard({}, kept), 'http://a.example/b/')).toBe('308 https://a.example/b/');
  });

  test('a proxy before that has ended TLS is believed where forwarded headers are used', () => {
    const headers = { 'X-Forwarded-Proto': 'https' };
    const asked = { to: 'http://a.example/', headers };
    expect(answer(secured(), asked)).toBe('308 https://a.example');
    expect(answer(secured({}, { 'use-forwarded-headers': 'true' }), asked)).toBe('200 /');
  });

  test('an Ingress of any class but that of nginx is not redirected, nor the challenges of ACME', () => {
    const challenge = ingress({}, { name: 'acme', paths: [['/.well-known/acme-challenge/t']] });
    expect(answer([...secured(), challenge], 'http://a.example/.well-known/acme-challenge/t')).toBe(
      '200 /.well-known/acme-challenge/t',
    );
  });
});

describe('elsewhere', () => {
  test.each([
    [{ 'app-root': '/start' }, 'http://a.example/', '302 http://a.example/start'],
    [{ 'app-root': '/start' }, 'http://a.example/x', '200 /x'],
    [{ 'app-root': 'http://b.example/start' }, 'http://a.example/', '200 /'],
    [{ 'permanent-redirect': 'https://b.example' }, 'http://a.example/x', '301 https://b.example'],
    [{ 'permanent-redirect': 'https://b.example$request_uri' }, 'http://a.example/x?y', '301 https://b.example/x?y'],
    [
      { 'permanent-redirect': 'https://b.example', 'permanent-redirect-code': '308' },
      'http://a.example/',
      '308 https://b.example',
    ],
    [
      { 'permanent-redirect': 'https://b.example', 'permanent-redirect-code': '99' },
      'http://a.example/',
      '301 https://b.example',
    ],
    [{ 'permanent-redirect': 'b.example' }, 'http://a.example/', '200 /'],
    [
      { 'temporal-redirect': 'https://c.example', 'permanent-redirect': 'https://b.example' },
      'http://a.example/',
      '302 https://c.example',
    ],
  ])('%j: %s is %s', (options, url, expected) => {
    expect(answer(nginxBoard({}, ingress(options)), url)).toBe(expected);
  });

  test('a redirect that is written goes before that to https, app-root before both', () => {
    const both = ingress({ 'permanent-redirect': 'https://b.example', 'app-root': '/start' }, { spec: TLS });
    expect(answer(nginxBoard({}, both), 'http://a.example/x')).toBe('301 https://b.example');
    expect(answer(nginxBoard({}, both), 'http://a.example/')).toBe('302 http://a.example/start');
  });

  test('with and without www', () => {
    const www = ingress({ 'from-to-www-redirect': 'true' }, { host: 'www.a.example' });
    expect(answer(nginxBoard({}, www), 'http://a.example/x/')).toBe('308 http://www.a.example/x');
    expect(answer(nginxBoard({}, www), 'http://www.a.example/x')).toBe('200 /x');
    const bare = ingress({ 'from-to-www-redirect': 'true' });
    expect(answer(nginxBoard({}, bare), 'http://www.a.example/x')).toBe('308 http://a.example/x');
    const taken = ingress({}, { name: 'own', host: 'www.a.example' });
    expect(answer(nginxBoard({}, bare, taken), 'http://www.a.example/x')).toBe('200 /x');
  });

  test('to the same path with a slash, where a path has one', () => {
    const slashed = ingress({}, { paths: [['/docs/']] });
    expect(answer(nginxBoard({}, slashed), 'http://a.example/docs?x')).toBe('301 http://a.example/docs/?x');
    expect(answer(nginxBoard({}, slashed), 'http://a.example/docs/y')).toBe('200 /docs/y');
    const both = ingress({}, { paths: [['/docs/'], ['/docs', 'wiki', 'Exact']] });
    expect(answer(nginxBoard({}, both), 'http://a.example/docs')).toBe('200 /docs');
  });

  test('what browsers ask beforehand is answered at once', () => {
    const asked = { to: 'http://a.example/', method: 'OPTIONS', headers: { Origin: 'https://b.example' } };
    const cors = (origin: string) => ingress({ 'enable-cors': 'true', 'cors-allow-origin': origin });
    expect(answer(nginxBoard({}, cors('*')), asked)).toBe('204');
    expect(answer(nginxBoard({}, cors('https://*.example')), asked)).toBe('204');
    expect(answer(nginxBoard({}, cors('https://c.example')), asked)).toBe('200 /');
  });
});
