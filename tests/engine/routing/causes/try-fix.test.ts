import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Cause } from '../../../../src/engine/routing/outcome/outcome.ts';
import { saidFix } from '../../../support/said.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';
import { SCENARIOS } from './scenarios.ts';
import { requestOf, routerOf } from './walk-scenario.ts';

const CALL = { from: { pod: 'shop/client' }, to: 'http://web/' } as const;
const DENY: RawObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'web' } } },
};

function tried(objects: readonly RawObject[], change: (cause: Cause) => Cause = (cause) => cause) {
  const router = shopRouter(objects);
  const cause = traced(router, CALL).outcomes[0]?.cause;
  if (!cause) throw new Error('it does not fail');
  return { cause, after: router.tryFix(CALL, change(cause)) };
}

describe('a fix is tried before it is offered', () => {
  test('one that helps stays as it is', () => {
    const { cause, after } = tried(shopObjects({ selector: { app: 'wbe' } }));
    expect(after).toBe(cause);
  });

  test('one that changes nothing of the cause is none', () => {
    const { cause, after } = tried(shopObjects({ selector: { app: 'wbe' } }), (found) => ({
      ...found,
      ...(found.fix && { fix: { ...found.fix, value: { app: 'bwe' } } }),
    }));
    expect(after.fix).toBeUndefined();
    expect({ ...after, fix: cause.fix }).toEqual(cause);
  });

  test('nor is one of an object that is not there', () => {
    const { after } = tried(shopObjects({ selector: { app: 'wbe' } }), (found) => ({
      ...found,
      ...(found.fix && { fix: { ...found.fix, object: { kind: 'Service', namespace: 'shop', name: 'none' } } }),
    }));
    expect(after.fix).toBeUndefined();
  });

  test('one that brings out another cause says which', () => {
    const { cause, after } = tried(shopObjects({ selector: { app: 'wbe' }, more: [DENY] }));
    expect(cause.code).toBe('SERVICE_SELECTOR_MATCHES_NOTHING');
    expect(after.fix?.leaves?.code).toBe('POLICY_DENIES_INGRESS');
    expect(after.fix && saidFix(after.fix)).toMatch(
      /^Set the selector to app=web\. With that alone .*NetworkPolicy shop\/deny/,
    );
  });

  test('advice in words stays', () => {
    const { after } = tried(shopObjects({ selector: { app: 'wbe' } }), (found) => ({
      ...found,
      fix: { code: 'CALL_NAME', detail: { name: 'web' } },
    }));
    expect(after.fix?.code).toBe('CALL_NAME');
  });

  const applicable = SCENARIOS.filter(({ fix, after }) => fix === 'applies' && after === undefined);
  test.each(applicable.map((each, at) => [`${at} ${each.code} ${each.to}`, each] as const))('%s', (_, scenario) => {
    const router = routerOf(scenario, scenario.objects);
    const request = requestOf(scenario);
    const cause = traced(router, request).outcomes[0]?.cause;
    expect(cause && router.tryFix(request, cause)).toBe(cause);
  });
});
