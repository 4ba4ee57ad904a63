import fc from 'fast-check';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { NAMESPACES, networkPolicy, NODES, podArbitrary, namespaceOf } from './policy-world.ts';

// Small worlds with policies of Cilium beside those of Kubernetes.

const SPACE = 'k8s:io.kubernetes.pod.namespace';
const TEAM = 'io.cilium.k8s.namespace.labels.team';

const endpoints = fc.oneof(
  fc.constant({}),
  fc.constantFrom('a', 'b').map((app) => ({ matchLabels: { 'k8s:app': app } })),
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { [SPACE]: name } })),
  fc.constantFrom('x', 'y').map((team) => ({ matchLabels: { [TEAM]: team, tier: 'front' } })),
  fc.constant({ matchExpressions: [{ key: 'any:tier', operator: 'DoesNotExist' }] }),
  fc.constant({ matchExpressions: [{ key: SPACE, operator: 'NotIn', values: ['red'] }] }),
);
const entity = fc.constantFrom('all', 'world', 'cluster', 'host', 'remote-node', 'none');
const blocks = fc.constantFrom(
  { cidr: '10.244.1.0/24' },
  { cidr: '0.0.0.0/0', except: ['203.0.113.64/26'] },
  { cidr: '203.0.113.0/24' },
  { cidr: '192.168.0.0/16' },
  { cidrGroupRef: 'partners', except: ['203.0.113.64/26'] },
);
const port = fc.oneof(
  fc.record({ port: fc.constantFrom('80', '443', '8080'), protocol: fc.constantFrom('TCP', 'UDP', 'ANY') }),
  fc.record({ port: fc.constantFrom('80', 'web', 'admin') }),
  fc.constant({ port: '79', endPort: 443, protocol: 'TCP' }),
  fc.constant({ port: '0', protocol: 'UDP' }),
);
const toPorts = fc.array(fc.record({ ports: fc.array(port, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 });

function rule(end: 'from' | 'to'): fc.Arbitrary<object> {
  const peers = fc.oneof(
    fc.constant({}),
    fc.record({ [`${end}Endpoints`]: fc.array(endpoints, { maxLength: 2 }) }),
    fc.record({ [`${end}Entities`]: fc.array(entity, { minLength: 1, maxLength: 2 }) }),
    fc.record({ [`${end}CIDRSet`]: fc.array(blocks, { minLength: 1, maxLength: 2 }) }),
  );
  const named = fc
    .tuple(peers, fc.option(toPorts))
    .map(([who, ports]) => ({ ...who, ...(ports && { toPorts: ports }) }));
  const service = fc.constantFrom(...NAMESPACES).map((namespace) => ({ k8sService: { serviceName: 'a', namespace } }));
  const services = fc.array(service, { minLength: 1, maxLength: 2 }).map((toServices) => ({ toServices }));
  return end === 'to' ? fc.oneof({ arbitrary: named, weight: 5 }, services) : named;
}

const list = (end: 'from' | 'to') => fc.array(rule(end), { maxLength: 2 });
const spec = fc.record(
  {
    endpointSelector: endpoints,
    ingress: list('from'),
    ingressDeny: fc.array(rule('from'), { maxLength: 1 }),
    egress: list('to'),
    egressDeny: fc.array(rule('to'), { maxLength: 1 }),
    enableDefaultDeny: fc.record({ ingress: fc.boolean(), egress: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: ['endpointSelector'] },
);

const policies = fc.array(fc.tuple(spec, fc.constantFrom(undefined, ...NAMESPACES)), { minLength: 1, maxLength: 5 });

/** Objects of one cluster: three namespaces, seven pods on two nodes, and policies of both languages. */
export const ciliumWorld: fc.Arbitrary<readonly RawObject[]> = fc
  .record({
    pods: fc.array(podArbitrary(), { minLength: 7, maxLength: 7 }),
    own: fc.array(networkPolicy(), { maxLength: 2 }),
    policies,
  })
  .map(({ pods, own, policies: drawn }) => [
    ...NAMESPACES.map(namespaceOf),
    ...NODES,
    ...pods.map((pod, index) => pod(index)),
    ...NAMESPACES.map(
      (namespace): RawObject => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace },
        spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
      }),
    ),
    {
      apiVersion: 'cilium.io/v2alpha1',
      kind: 'CiliumCIDRGroup',
      metadata: { name: 'partners' },
      spec: { externalCIDRs: ['203.0.113.0/24'] },
    },
    ...own.map((policy, index) => policy(`own-${index}`)),
    ...drawn.map(
      ([each, namespace], index): RawObject => ({
        apiVersion: 'cilium.io/v2',
        kind: namespace === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
        metadata: { name: `cilium-${index}`, ...(namespace !== undefined && { namespace }) },
        spec: each,
      }),
    ),
  ]);
