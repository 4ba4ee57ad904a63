import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidAssumption, saidCause, saidFix } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { BOARD, BUY, object, pod, walk } from '../../routing/unread/board.ts';

const CILIUM: ClusterOverrides = { cni: 'cilium' };
const policy = (spec: object, key = 'oven/wall'): RawObject =>
  object(`cilium.io/v2 CiliumNetworkPolicy ${key}`, { ...spec });
const wide = (spec: object): RawObject => object('cilium.io/v2 CiliumClusterwideNetworkPolicy wall', { ...spec });
const BREAD = { endpointSelector: { matchLabels: { app: 'bread' } } };
const TOWN = { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'town' } };
const DNS = { toEntities: ['all'], toPorts: [{ ports: [{ port: '53' }] }] };
const on = (port: string, protocol = 'TCP') => ({ toPorts: [{ ports: [{ port, protocol }] }] });

const verdict = (policies: readonly RawObject[], overrides = CILIUM): string =>
  walk([...BOARD, ...policies], BUY, overrides).verdict;
const failure = (policies: readonly RawObject[], request = BUY, objects: readonly RawObject[] = BOARD) => {
  const router = createRouter(buildCluster({ objects: [...objects, ...policies], overrides: CILIUM }));
  const traced = router.trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  const cause = traced.value.outcomes[0]?.cause;
  if (cause === undefined || cause === null) throw new Error('it does not fail');
  return { cause: router.tryFix(request, cause), router };
};

describe('what Cilium makes of its policies', () => {
  test.each<[string, RawObject, string]>([
    ['a section that allows nothing shuts', policy({ ...BREAD, ingress: [{}] }), 'UNREACHABLE'],
    ['an empty one does not', policy({ ...BREAD, ingress: [] }), 'REACHABLE'],
    ['without a namespace its own is meant', policy({ ...BREAD, ingress: [{ fromEndpoints: [{}] }] }), 'UNREACHABLE'],
    ['with one that', policy({ ...BREAD, ingress: [{ fromEndpoints: [TOWN] }] }), 'REACHABLE'],
    [
      'a label of the namespace',
      policy({
        ...BREAD,
        ingress: [{ fromEndpoints: [{ matchLabels: { 'io.cilium.k8s.namespace.labels.tier': 'front' } }] }],
      }),
      'REACHABLE',
    ],
    [
      'a service account',
      policy({
        ...BREAD,
        ingress: [
          {
            fromEndpoints: [{ matchLabels: { ...TOWN.matchLabels, 'io.cilium.k8s.policy.serviceaccount': 'default' } }],
          },
        ],
      }),
      'REACHABLE',
    ],
    ['cluster-wide every pod is meant', wide({ ...BREAD, ingress: [{ fromEndpoints: [{}] }] }), 'REACHABLE'],
    [
      'no list of peers is nobody',
      policy({ ...BREAD, ingress: [{ fromEndpoints: [], ...on('7000') }] }),
      'UNREACHABLE',
    ],
    ['ports alone are for everybody', policy({ ...BREAD, ingress: [on('7000')] }), 'REACHABLE'],
    ['another port', policy({ ...BREAD, ingress: [on('7001')] }), 'UNREACHABLE'],
    ['any protocol', policy({ ...BREAD, ingress: [on('7000', 'ANY')] }), 'REACHABLE'],
    ['the entity cluster', policy({ ...BREAD, ingress: [{ fromEntities: ['cluster'] }] }), 'REACHABLE'],
    ['the entity world', policy({ ...BREAD, ingress: [{ fromEntities: ['world'] }] }), 'UNREACHABLE'],
    ['a CIDR is for no pod', policy({ ...BREAD, ingress: [{ fromCIDR: ['10.0.0.0/8'] }] }), 'UNREACHABLE'],
    [
      'what is denied is denied whatever is allowed',
      policy({ ...BREAD, ingress: [{ fromEntities: ['all'] }], ingressDeny: [{ fromEndpoints: [TOWN] }] }),
      'UNREACHABLE',
    ],
    ['denying alone shuts as well', policy({ ...BREAD, ingressDeny: [{ fromEntities: ['world'] }] }), 'UNREACHABLE'],
    [
      'unless it is said not to',
      policy({ ...BREAD, ingressDeny: [{ fromEntities: ['world'] }], enableDefaultDeny: { ingress: false } }),
      'REACHABLE',
    ],
    [
      'peers of two fields: the whole policy is refused',
      policy({ ...BREAD, ingress: [{ fromEntities: ['world'], fromEndpoints: [{}] }] }),
      'REACHABLE',
    ],
    [
      'messages of ICMP are no ports',
      policy({ ...BREAD, ingress: [{ icmps: [{ fields: [{ type: 8 }] }] }] }),
      'UNREACHABLE',
    ],
  ])('%s', (_, each, wanted) => {
    expect(verdict([each])).toBe(wanted);
  });

  test('what is behind a Service, by its name or its labels', () => {
    const out = (toServices: readonly object[], more: object = {}) =>
      policy({ endpointSelector: {}, egress: [DNS, { toServices, ...more }] }, 'town/out');
    const named = (serviceName: string, namespace = 'oven') => [{ k8sService: { serviceName, namespace } }];
    expect(verdict([out(named('bread'))])).toBe('REACHABLE');
    expect(verdict([out(named('cake'))])).toBe('UNREACHABLE');
    expect(verdict([out(named('bread', 'town'))])).toBe('UNREACHABLE');
    expect(verdict([out([{ k8sServiceSelector: { selector: { matchLabels: { sold: 'yes' } } } }])])).toBe(
      'UNREACHABLE',
    );
    expect(verdict([out(named('cake'), on('7000'))]), 'with ports the whole policy is refused').toBe('REACHABLE');
    const alone = policy({ endpointSelector: {}, egress: [{ toServices: named('cake') }] }, 'town/out');
    const [ip = ''] = buildCluster({ objects: BOARD, overrides: CILIUM }).pod('oven', 'bread')?.ips ?? [];
    const direct = { from: { pod: 'town/buyer' }, to: `tcp://${ip}:7000` };
    expect(saidCause(failure([alone], direct).cause)).toContain('names Services');
  });

  test('a ping is let by icmps, of its family', () => {
    const [ip = ''] = buildCluster({ objects: BOARD, overrides: CILIUM }).pod('oven', 'bread')?.ips ?? [];
    const to = { from: { pod: 'town/buyer' }, to: `icmp://${ip}` };
    const ping = (fields: readonly object[]): string =>
      walk([...BOARD, policy({ ...BREAD, ingress: [{ icmps: [{ fields }] }] })], to, CILIUM).verdict;
    expect(ping([{ type: 8 }])).toBe('REACHABLE');
    expect(ping([{ type: 'EchoRequest', family: 'IPv4' }])).toBe('REACHABLE');
    expect(ping([{ type: 'EchoRequest', family: 'IPv6' }])).toBe('UNREACHABLE');
    expect(ping([{ type: 0 }])).toBe('UNREACHABLE');
  });

  test('a group of CIDRs, by its name or its labels', () => {
    const group = object(
      'cilium.io/v2alpha1 CiliumCIDRGroup partners',
      { externalCIDRs: ['198.51.100.0/24'] },
      { labels: { who: 'partner' } },
    );
    const reaches = (set: object): string => {
      const out = policy({ endpointSelector: {}, egress: [{ toCIDRSet: [set] }] }, 'town/out');
      const to = { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.9:443' };
      return walk([...BOARD, group, out], to, CILIUM).verdict;
    };
    expect(reaches({ cidrGroupRef: 'partners' })).toBe('REACHABLE');
    expect(reaches({ cidrGroupRef: 'others' })).toBe('UNREACHABLE');
    expect(reaches({ cidrGroupRef: 'partners', except: ['198.51.100.0/28'] })).toBe('UNREACHABLE');
    expect(reaches({ cidrGroupSelector: { matchLabels: { who: 'partner' } } })).toBe('REACHABLE');
  });

  test('the specs of one object are added up', () => {
    const specs = [
      { ...BREAD, ingress: [{}] },
      { ...BREAD, ingress: [{ fromEndpoints: [TOWN] }] },
    ];
    const both = { ...policy({}), specs };
    expect(verdict([{ apiVersion: both.apiVersion, kind: both.kind, metadata: both.metadata, specs }])).toBe(
      'REACHABLE',
    );
  });

  test('what it denies holds against a NetworkPolicy, and what it allows adds to one', () => {
    const plain = (ingress: readonly object[]) =>
      object('networking.k8s.io/v1 NetworkPolicy oven/plain', { podSelector: {}, ingress });
    expect(verdict([plain([{}]), policy({ ...BREAD, ingressDeny: [{ fromEndpoints: [TOWN] }] })])).toBe('UNREACHABLE');
    expect(verdict([plain([])])).toBe('UNREACHABLE');
    expect(verdict([plain([]), policy({ ...BREAD, ingress: [{ fromEndpoints: [TOWN] }] })])).toBe('REACHABLE');
  });

  test('an ipBlock of a NetworkPolicy is for no pod under Cilium, and is elsewhere', () => {
    const block = object('networking.k8s.io/v1 NetworkPolicy oven/block', {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
    });
    expect(verdict([block], { cni: 'calico' })).toBe('REACHABLE');
    expect(verdict([block])).toBe('UNREACHABLE');
    expect(saidCause(failure([block]).cause)).toContain('Cilium matches no CIDR with pods and nodes');
  });

  test('egress to the own node and to another one are entities of their own', () => {
    const second: RawObject = {
      ...object('v1 Node n2', { podCIDRs: ['10.20.2.0/24'] }),
      status: { addresses: [{ type: 'InternalIP', address: '192.168.7.12' }] },
    };
    const out = (name: string) => policy({ endpointSelector: {}, egress: [{ toEntities: [name] }] }, 'town/out');
    const reaches = (name: string, ip: string): string =>
      walk([...BOARD, second, out(name)], { from: { pod: 'town/buyer' }, to: `tcp://${ip}:10250` }, CILIUM).outcomes[0]
        ?.cause?.code ?? '';
    expect(reaches('host', '192.168.7.11')).not.toBe('POLICY_DENIES_EGRESS');
    expect(reaches('host', '192.168.7.12')).toBe('POLICY_DENIES_EGRESS');
    expect(reaches('remote-node', '192.168.7.11')).toBe('POLICY_DENIES_EGRESS');
    expect(reaches('remote-node', '192.168.7.12')).not.toBe('POLICY_DENIES_EGRESS');
  });
});

test('a label that Cilium reserves means every namespace, also where it is lacking', () => {
  const by = (operator: string) => [{ matchExpressions: [{ key: 'reserved:host', operator }] }];
  expect(verdict([policy({ ...BREAD, ingress: [{ fromEndpoints: by('DoesNotExist') }] })])).toBe('REACHABLE');
  expect(verdict([policy({ ...BREAD, ingress: [{ fromEndpoints: by('Exists') }] })])).toBe('UNREACHABLE');
});

test('a policy of a namespace selects pods of it, whatever namespace its labels name', () => {
  expect(verdict([policy({ endpointSelector: TOWN, ingress: [{}] })])).toBe('UNREACHABLE');
});

test('a node that speaks to pods of others by its address of the pods’ range is a node all the same', () => {
  const second: RawObject = {
    ...object('v1 Node n2', { podCIDRs: ['10.20.2.0/24'] }, { labels: { role: 'oven' } }),
    status: { addresses: [{ type: 'InternalIP', address: '192.168.7.12' }] },
  };
  const reaches = (rule: object): string => {
    const objects = [...BOARD, second, policy({ ...BREAD, ingress: [rule] })];
    const [ip = ''] = buildCluster({ objects, overrides: CILIUM }).pod('oven', 'bread')?.ips ?? [];
    return walk(objects, { from: { node: 'n2' }, to: `tcp://${ip}:7000` }, CILIUM).verdict;
  };
  expect(reaches({ fromEntities: ['remote-node'] })).toBe('REACHABLE');
  expect(reaches({ fromCIDR: ['10.20.2.0/24'] })).toBe('UNREACHABLE');
  expect(reaches({ fromNodes: [{ matchLabels: { 'k8s:role': 'oven' } }] })).toBe('REACHABLE');
  expect(reaches({ fromNodes: [{ matchLabels: { role: 'worker' } }] })).toBe('UNREACHABLE');
  const by = (operator: string, key = 'reserved:remote-node') => ({
    fromEndpoints: [{ matchExpressions: [{ key, operator }] }],
  });
  expect(reaches(by('Exists'))).toBe('REACHABLE');
  expect(reaches(by('DoesNotExist'))).toBe('UNREACHABLE');
  expect(reaches(by('Exists', 'reserved:host'))).toBe('UNREACHABLE');
});

describe('a cause names policy, rule and reason, and the fix mends it', () => {
  const mended = (policies: readonly RawObject[]) => {
    const { cause } = failure(policies);
    return [saidCause(cause), cause.path?.join('.'), cause.fix === undefined ? undefined : saidFix(cause.fix)];
  };

  test('a rule that denies', () => {
    const deny = policy({ ...BREAD, ingress: [{ fromEntities: ['all'] }], ingressDeny: [{ fromEndpoints: [TOWN] }] });
    expect(mended([deny])).toEqual([
      'CiliumNetworkPolicy oven/wall selects pod oven/bread, and its ingress rule 1 denies TCP port 7000 from pod town/buyer.',
      'spec.ingressDeny.0',
      expect.stringMatching(/^Take ingressDeny rule 1 out of CiliumNetworkPolicy oven\/wall/),
    ]);
  });

  test('a rule that lacks the port', () => {
    const port = policy({ ...BREAD, ingress: [{ fromEndpoints: [TOWN], ...on('80') }] });
    expect(mended([port])).toEqual([
      expect.stringContaining('Ingress rule 1 allows it, but only on TCP 80.'),
      'spec.ingress.0',
      'Add TCP port 7000 to ingress rule 1 of CiliumNetworkPolicy oven/wall.',
    ]);
  });

  test('rules that lack the peer', () => {
    expect(mended([policy({ ...BREAD, ingress: [{ fromEndpoints: [{}] }] })])[2]).toContain(
      'Add an ingress rule to CiliumNetworkPolicy oven/wall that allows TCP port 7000 from pod town/buyer.',
    );
  });

  test('a node is let by an entity', () => {
    const out = policy({ endpointSelector: { matchLabels: { app: 'buyer' } }, egress: [{}] }, 'town/out');
    const server = pod('oven/agent', 9100, { spec: { hostNetwork: true } });
    const to = { from: { pod: 'town/buyer' }, to: 'tcp://192.168.7.11:9100' };
    const { cause } = failure([out], to, [...BOARD, server]);
    expect(cause.fix?.value).toEqual([
      {},
      { toEntities: ['host'], toPorts: [{ ports: [{ port: '9100', protocol: 'TCP' }] }] },
    ]);
  });
});

describe('who enforces them', () => {
  const shut = policy({ ...BREAD, ingress: [{}] });

  test('under another CNI nobody does, which is told', () => {
    const { verdict: found, notConsidered } = walk([...BOARD, shut], BUY, { cni: 'calico' });
    expect(found).toBe('REACHABLE');
    expect(notConsidered).toMatchObject([{ code: 'POLICY_NOT_ENFORCED', object: { name: 'wall' } }]);
    const { findings } = buildCluster({ objects: [...BOARD, shut], overrides: { cni: 'calico' } });
    expect(findings.map(({ code }) => code)).toContain('POLICY_NOT_READ');
  });

  test('where no CNI is named, Cilium is taken to, which is told', () => {
    const { verdict: found, assumptions } = walk([...BOARD, shut]);
    expect(found).toBe('UNREACHABLE');
    expect(assumptions.map(saidAssumption)).toContainEqual(expect.stringContaining('there are policies of Cilium'));
  });
});
