import { expect, test } from 'vitest';
import { walkOrder } from '../../../src/engine/routing/outcome/leg-order.ts';
import type { Leg } from '../../../src/engine/routing/outcome/outcome.ts';
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
