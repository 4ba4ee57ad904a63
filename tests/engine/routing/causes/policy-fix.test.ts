import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { applyFix } from '../../../../src/engine/routing/causes/apply-fix.ts';
import type { Fix } from '../../../../src/engine/routing/outcome/fix.ts';
import { saidFix } from '../../../support/said.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

const policyOf = (name: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});
const DENY = policyOf('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const PG: readonly RawObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'pg', namespace: 'shop' },
    spec: {
      serviceName: 'pg',
      replicas: 2,
      selector: { matchLabels: { app: 'pg' } },
      template: {
        metadata: { labels: { app: 'pg', tier: 'data' } },
        spec: { containers: [{ name: 'pg', image: 'postgres', ports: [{ containerPort: 5432 }] }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'pg', namespace: 'shop' },
    spec: { clusterIP: 'None', selector: { app: 'pg' }, ports: [{ port: 5432 }] },
  },
];
const ETL = {
  metadata: { labels: { app: 'etl', tier: 'data' } },
  spec: { containers: [{ name: 'etl', image: 'etl', ports: [{ containerPort: 5432 }] }] },
};
const CALL = { from: { pod: 'shop/pg-0' }, to: 'tcp://pg-1.pg:5432' } as const;
const ALLOW_DNS = { ports: [{ protocol: 'UDP', port: 53 }] };

function triedFix(objects: readonly RawObject[], call: { readonly from: object; readonly to: string } = CALL): Fix {
  const router = shopRouter(objects);
  const cause = traced(router, call as typeof CALL).outcomes[0]?.cause;
  const fix = cause && router.tryFix(call as typeof CALL, cause).fix;
  if (!fix) throw new Error('no fix');
  return fix;
}

/** Those that policies let, of every pod of the shop to this one. */
const arrives = (objects: readonly RawObject[], from: string, to: string): boolean =>
  traced(shopRouter(objects), { from: { pod: from }, to }).verdict === 'REACHABLE';

describe('a fix of what policies deny lets only who is meant', () => {
  const objects = shopObjects({ more: [...PG, DENY] });

  test('default-deny stays as it is; the workload has a policy of its own, which says whom it lets', () => {
    const fix = triedFix(objects);
    expect(fix).toMatchObject({
      code: 'CREATE_POLICY',
      object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'pg-egress' },
      path: [],
      value: { spec: { podSelector: { matchLabels: { app: 'pg' } }, policyTypes: ['Egress'] } },
    });
    expect(saidFix(fix)).toMatch(
      /^Create NetworkPolicy shop\/pg-egress: it lets pods with app=pg, and no others, send UDP port 53 to pod kube-system\//,
    );
  });

  test('applied one after the other the request arrives, by rules that nobody else has', () => {
    let mended: readonly RawObject[] = objects;
    const codes: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      const fix = triedFix(mended);
      codes.push(`${fix.code} ${fix.object?.name}`);
      mended = applyFix(mended, fix);
    }
    expect(codes).toEqual(['CREATE_POLICY pg-egress', 'ADD_RULE pg-egress', 'CREATE_POLICY pg-ingress']);
    expect(arrives(mended, 'shop/pg-0', CALL.to)).toBe(true);
    expect(arrives(mended, 'shop/client', CALL.to)).toBe(false);
    expect(mended).toContainEqual(DENY);
  });

  test('a policy that selects another workload too is not widened, nor is the name of one that is there taken', () => {
    const both = policyOf('both', {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['pg', 'web'] }] },
      policyTypes: ['Egress'],
      egress: [],
    });
    const taken = policyOf('pg-egress', { podSelector: { matchLabels: { app: 'none' } } });
    expect(triedFix(shopObjects({ more: [...PG, both, taken] }))).toMatchObject({
      code: 'CREATE_POLICY',
      object: { name: 'pg-egress-2' },
    });
  });

  test('nobody who was not stopped before is selected by it, and the sentence says who is', () => {
    const some = policyOf('some', {
      podSelector: { matchLabels: { tier: 'data' }, matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }] },
      policyTypes: ['Egress'],
      egress: [],
    });
    const other = { ...PG[0], kind: 'Deployment', metadata: { name: 'etl', namespace: 'shop' } } as RawObject;
    const spec = Object(other['spec']) as object;
    const etl = { ...other, spec: { ...spec, selector: { matchLabels: { app: 'etl' } }, template: ETL } };
    const fix = triedFix(shopObjects({ more: [...PG, etl, some] }));
    expect(fix).toMatchObject({
      code: 'CREATE_POLICY',
      value: {
        spec: {
          podSelector: {
            matchLabels: { app: 'pg', tier: 'data' },
            matchExpressions: [{ key: 'open', operator: 'DoesNotExist' }],
          },
        },
      },
    });
    expect(saidFix(fix)).toContain('it lets pods with tier=data, app=pg, no open, and no others, send');
  });

  test('one that selects just the workload is widened, also beside default-deny and without a rule', () => {
    const own = policyOf('own', { podSelector: { matchLabels: { tier: 'data' } }, policyTypes: ['Egress'] });
    expect(triedFix(shopObjects({ more: [...PG, DENY, own] }))).toMatchObject({
      code: 'ADD_RULE',
      object: { name: 'own' },
      path: ['spec', 'egress'],
    });
  });

  test('a pod without labels cannot be selected alone: the sentence says that the rule is for all', () => {
    const call = { from: { pod: 'shop/client' }, to: 'tcp://203.0.113.9:443' };
    const fix = triedFix(shopObjects({ more: [DENY] }), call);
    expect(fix.code).toBe('ADD_RULE');
    expect(saidFix(fix)).toMatch(/for every pod that it selects, as pod shop\/client has no labels/);
  });
});

describe('what still stands in the way is said of what is there now', () => {
  test('not of the policy that the fix creates, and without the rule that it brings', () => {
    const said = saidFix(triedFix(shopObjects({ more: [...PG, DENY] })));
    expect(said).toMatch(
      / With that alone it still fails: pod shop\/pg-0 may not send TCP port 5432 to pod shop\/pg-1 \(NetworkPolicy shop\/default-deny\)\.$/,
    );
  });

  test('nor of a rule that it adds to one', () => {
    const own = policyOf('own', { podSelector: { matchLabels: { app: 'pg' } }, policyTypes: ['Egress'] });
    const fix = triedFix(shopObjects({ more: [...PG, own] }));
    expect(fix.leaves?.detail).not.toHaveProperty('near');
    const said = saidFix(fix);
    expect(said).toContain('With that alone it still fails: pod shop/pg-0 may not send');
    expect(said).not.toMatch(/gress rule 1/);
  });

  test('at the other end: what it does not take', () => {
    const out = policyOf('out', {
      podSelector: { matchLabels: { app: 'pg' } },
      policyTypes: ['Egress'],
      egress: [ALLOW_DNS],
    });
    expect(saidFix(triedFix(shopObjects({ more: [...PG, DENY, out] })))).toMatch(
      /it still fails: pod shop\/pg-1 does not take TCP port 5432 from pod shop\/pg-0 \(NetworkPolicy shop\/default-deny\)\.$/,
    );
  });
});
