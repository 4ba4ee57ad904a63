import { REQUEST_BAR } from '../../../src/narration/en/page/first/request-bar.ts';
import { describe, expect, it } from 'vitest';
import {
  blamedField,
  NO_OPTIONS,
  optionsFor,
  optionsOf,
  readDraft,
  summarizeOptions,
} from '../../../src/features/request-bar/draft-request.ts';
import { sameRequest } from '../../../src/simulation/requests/request-key.ts';

const DRAFT = { ...NO_OPTIONS, from: 'pod/shop/client', to: ' http://web.shop/ ' };

describe('readDraft', () => {
  it('reads where from and where to', () => {
    expect(readDraft(DRAFT, REQUEST_BAR.wrong)).toEqual({ from: { pod: 'shop/client' }, to: 'http://web.shop/' });
  });

  it('reads the options, and writes them back', () => {
    const typed = { method: 'post', headers: 'X-Canary: always\n\nHost: shop.example.com', via: 'ingress/shop/shop' };
    const request = readDraft({ ...DRAFT, ...typed }, REQUEST_BAR.wrong);
    expect(request).toEqual({
      from: { pod: 'shop/client' },
      to: 'http://web.shop/',
      via: 'ingress/shop/shop',
      http: { method: 'POST', headers: { 'X-Canary': 'always', Host: 'shop.example.com' } },
    });
    if ('wrong' in request) throw new Error(request.message);
    expect(readDraft({ ...DRAFT, ...optionsOf(request) }, REQUEST_BAR.wrong)).toEqual(request);
  });

  it('says what to do about what it cannot read', () => {
    expect(readDraft({ ...DRAFT, from: 'shop/client' }, REQUEST_BAR.wrong)).toMatchObject({ wrong: 'from' });
    expect(readDraft({ ...DRAFT, to: '  ' }, REQUEST_BAR.wrong)).toMatchObject({ wrong: 'to' });
    expect(readDraft({ ...DRAFT, headers: 'no colon' }, REQUEST_BAR.wrong)).toMatchObject({
      wrong: 'headers',
      message: expect.stringContaining('Name: value'),
    });
  });
});

describe('sameRequest', () => {
  it('looks past the id and the order of headers, at nothing else', () => {
    const request = { from: { internet: true }, to: 'http://a/', http: { headers: { a: '1', b: '2' } } } as const;
    expect(sameRequest(request, { ...request, id: '7', http: { headers: { b: '2', a: '1' } } })).toBe(true);
    expect(sameRequest(request, { ...request, via: 'ingress/a/b' })).toBe(false);
    expect(sameRequest(request, { ...request, http: { headers: { a: '1' } } })).toBe(false);
    expect(sameRequest(request, { ...request, from: { internet: true, ip: '203.0.113.9' } })).toBe(false);
  });
});

describe('summarizeOptions', () => {
  it('is empty for a plain request', () => {
    expect(summarizeOptions(NO_OPTIONS, REQUEST_BAR)).toBe('');
    expect(summarizeOptions({ method: 'put', headers: 'a: 1', via: 'ingress/a/b' }, REQUEST_BAR)).toBe(
      'PUT, 1 header, via ingress/a/b',
    );
  });
});

describe('optionsFor', () => {
  const last = {
    ...NO_OPTIONS,
    from: { internet: true },
    to: 'http://shop.example/cart',
    via: 'ingress/shop/shop',
  } as const;

  it('keeps what the host resolved to for that host only', () => {
    expect(optionsFor(last, 'https://SHOP.example:8443/').via).toBe('ingress/shop/shop');
    expect(optionsFor(last, 'shop.example').via).toBe('ingress/shop/shop');
    expect(optionsFor(last, 'http://web.shop').via).toBe('');
    expect(optionsFor(undefined, 'http://web.shop')).toEqual(NO_OPTIONS);
  });

  it('tells addresses with colons apart', () => {
    const six = { ...last, to: 'http://[fd00::1]:80/' };
    expect(optionsFor(six, 'tcp://[fd00::1]:443').via).toBe('ingress/shop/shop');
    expect(optionsFor(six, 'http://[fd00::2]/').via).toBe('');
  });
});

describe('blamedField', () => {
  it('is where what is wrong was typed', () => {
    expect((['from', 'to', 'via', 'http', 'headers', undefined] as const).map(blamedField)).toEqual([
      'from',
      'to',
      'options',
      'options',
      'options',
      'to',
    ]);
  });
});
