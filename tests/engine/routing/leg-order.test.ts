import { expect, test } from 'vitest';
import { failureOf, walkOrder } from '../../../src/engine/routing/outcome/leg-order.ts';
import type { Leg, Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import { gatewayOf, routeOf, ruleOf, appOf, backend } from './gateway/gateway-objects.ts';
import { shopObjects, shopRouter, traced } from './shop.ts';

const told = (legs: readonly Leg[]) => walkOrder(legs).map(({ leg, direction }) => `${legs[leg]?.kind} ${direction}`);
const CONNECTION = ['CONNECTION request', 'CONNECTION reply'];

test('a proxy answers its client when it has been answered itself', () => {
  const mirror = { type: 'RequestMirror', requestMirror: { backendRef: backend('copy') } };
  const more = [...appOf('copy'), gatewayOf(), routeOf('web', { rules: [ruleOf('/', { filters: [mirror] })] })];
  const request = { from: { internet: true }, to: 'http://shop.example/', via: 'gateway/shop/edge' } as const;
  const legs = traced(shopRouter(shopObjects({ more })), request).outcomes[0]?.legs ?? [];
  const proxied = ['PROXIED request', 'PROXIED reply', 'MIRRORED request', 'MIRRORED reply'];
  expect(told(legs)).toEqual([CONNECTION[0], ...proxied, CONNECTION[1]]);
});

test('a lookup is over before the connection begins', () => {
  const legs = traced(shopRouter(), { from: { pod: 'shop/client' }, to: 'http://web/' }).outcomes[0]?.legs ?? [];
  expect(told(legs)).toEqual(['DNS request', 'DNS reply', ...CONNECTION]);
});

test('what is not answered has no reply', () => {
  const legs =
    traced(shopRouter(), { from: { pod: 'shop/client' }, to: 'tcp://10.244.1.77:80' }).outcomes[0]?.legs ?? [];
  expect(told(legs)).toEqual(['CONNECTION request']);
});

test('an HTTP error is the failure of who asked and of every proxy, not of name servers and of whoever gets a copy', () => {
  const mirror = { type: 'RequestMirror', requestMirror: { backendRef: backend('copy') } };
  const rule = ruleOf('/shop', { filters: [mirror] });
  const more = [...appOf('copy'), gatewayOf(), routeOf('web', { rules: [rule] })];
  const request = { from: { pod: 'shop/client' }, to: 'http://shop.example/', via: 'gateway/shop/edge' } as const;
  const [outcome] = traced(shopRouter(shopObjects({ more })), request).outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  const failures = (http: Outcome['http']) => outcome.legs.map((leg) => [leg.kind, failureOf({ http }, leg)]);
  expect(outcome.http?.status).toBe(404);
  expect(failures(outcome.http)).toContainEqual(['CONNECTION', 404]);
  const [connection] = outcome.legs.filter(({ kind }) => kind === 'CONNECTION');
  if (connection === undefined || outcome.http === null) throw new Error('no connection');
  for (const [status, failed] of [
    [399, undefined],
    [400, 400],
    [503, 503],
  ] as const) {
    expect(failureOf({ http: { ...outcome.http, status } }, connection)).toBe(failed);
    const dns = { ...connection, kind: 'DNS' } as unknown as Leg;
    expect(failureOf({ http: { ...outcome.http, status } }, dns)).toBeUndefined();
    expect(failureOf({ http: { ...outcome.http, status } }, { ...dns, kind: 'MIRRORED' } as Leg)).toBeUndefined();
  }
  expect(failureOf({ http: null }, connection)).toBeUndefined();
});
