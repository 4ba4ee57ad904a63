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

describe('what is to be called instead is asked before it is offered', () => {
  const offered = (to: string, objects = shopObjects()) => {
    const router = shopRouter(objects);
    const request = { ...CALL, to };
    const cause = traced(router, request).outcomes[0]?.cause;
    if (!cause) throw new Error('it does not fail');
    return router.tryFix(request, cause).fix;
  };

  test('a name with a slip in it has the URL of the one that is meant', () => {
    expect(offered('http://wbe:80/cart?x=1')).toMatchObject({ code: 'DID_YOU_MEAN', to: 'http://web/cart?x=1' });
  });

  test.each([
    ['http://wbe:/cart', 'http://web/cart'],
    [' HTTP://wbe?x=1#top ', 'http://web?x=1'],
    ['wbe', 'http://web'],
  ])('%s is read as the request is', (to, instead) => {
    expect(offered(to)?.to).toBe(instead);
  });

  test('where what is meant fails as well, the fix says by what', () => {
    expect(offered('http://wbe/', shopObjects({ more: [DENY] }))).toMatchObject({
      to: 'http://web/',
      leaves: { code: 'POLICY_DENIES_INGRESS' },
    });
  });

  test('https to a port that a Service does not have is called by http: its port by that number speaks no TLS', () => {
    const fix = offered('https://web/');
    expect(fix).toMatchObject({ code: 'CALL_BY_HTTP', detail: { port: 80 }, to: 'http://web/' });
    expect(fix?.path).toBeUndefined();
  });

  test('a fix that has a Service send where nobody declares a port is none', () => {
    const router = shopRouter(shopObjects());
    const request = { ...CALL, to: 'http://web:9999/' };
    const cause = traced(router, request).outcomes[0]?.cause;
    if (cause?.fix === undefined || cause.fix === null) throw new Error('no fix');
    expect(router.tryFix(request, cause).fix?.path).toBeDefined();
    const path = ['spec', 'ports', 0];
    const value = { port: 9999, targetPort: 9999 };
    expect(router.tryFix(request, { ...cause, fix: { ...cause.fix, path, value } }).fix).toBeUndefined();
  });
});
