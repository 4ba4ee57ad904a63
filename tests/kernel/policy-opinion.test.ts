import { describe, expect, test } from 'vitest';
import type { Ip } from '../../src/engine/net/ip.ts';
import { allowedByPolicies } from './policy-opinion.ts';
import { buildCluster } from '../whole-engine.ts';

const pod = (name: string, namespace: string, app: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app } },
  spec: {
    nodeName: 'n1',
    containers: [{ name: 'c', image: 'c', ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] }],
  },
});

/** Whether a client may reach shop/web on TCP 8080 when this is the only policy. */
function reaches(spec: object, client = 'pay/cart', ip?: string): boolean | undefined {
  const cluster = buildCluster({
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'pay', labels: { team: 'b' } } },
      pod('web', 'shop', 'red'),
      pod('db', 'shop', 'green'),
      pod('cart', 'pay', 'blue'),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p', namespace: 'shop' },
        spec,
      },
    ],
  });
  const [namespace = '', name = ''] = client.split('/');
  const target = cluster.pod('shop', 'web');
  const other = cluster.pod(namespace, name);
  if (target === undefined) throw new Error('no pod');
  return allowedByPolicies(cluster, {
    direction: 'Ingress',
    pod: target,
    target,
    other: { ...(other === undefined ? {} : { pod: other }), ...(ip === undefined ? {} : { ip: ip as Ip }) },
    protocol: 'TCP',
    port: 8080,
  });
}

describe('the second opinion on NetworkPolicies', () => {
  test.each([
    ['nobody is selected', { podSelector: { matchLabels: { app: 'blue' } }, ingress: [] }, true],
    ['selected, no rules', { podSelector: {} }, false],
    ['Egress alone', { podSelector: {}, policyTypes: ['Egress'] }, true],
    ['a rule that asks nothing', { podSelector: {}, ingress: [{}] }, true],
    ['pods of the policy’s namespace', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }, false],
    ['every namespace', { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }, true],
    [
      'both selectors',
      {
        podSelector: {},
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: { matchLabels: { app: 'red' } } }],
          },
        ],
      },
      false,
    ],
    [
      'expressions',
      {
        podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['green'] }] },
        ingress: [
          {
            from: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }],
          },
        ],
      },
      true,
    ],
    ['another port', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }, false],
    ['another protocol', { podSelector: {}, ingress: [{ ports: [{ protocol: 'UDP' }] }] }, false],
    ['a range', { podSelector: {}, ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] }, true],
    ['a name', { podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] }, true],
  ])('%s', (_, spec, expected) => {
    expect(reaches(spec)).toBe(expected);
  });

  test('an ipBlock asks for the address, and says nothing without it', () => {
    const spec = {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '198.51.100.0/24', except: ['198.51.100.8/29'] } }] }],
    };
    expect(reaches(spec, '/', '198.51.100.20')).toBe(true);
    expect(reaches(spec, '/', '198.51.100.9')).toBe(false);
    expect(reaches(spec, '/', '2001:db8::1')).toBe(false);
    expect(reaches(spec, '/')).toBeUndefined();
  });
});
