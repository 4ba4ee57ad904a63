import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidNotConsidered } from '../../../support/said.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { BOARD, BUY, object, pod, walk } from './board.ts';

const CILIUM = { cni: 'cilium' } as const;
const policy = (spec: object, key = 'oven/wall'): RawObject =>
  object(`cilium.io/v2 CiliumNetworkPolicy ${key}`, { ...spec });
const wide = (spec: object): RawObject => object('cilium.io/v2 CiliumClusterwideNetworkPolicy wall', { ...spec });
const config = (data: object): RawObject => ({
  ...object('v1 ConfigMap kube-system/cilium-config', {}),
  data,
});
const BREAD = { endpointSelector: { matchLabels: { app: 'bread' } } };
const FROM_ALL = { fromEntities: ['all'] };
const GET = { http: [{ method: 'GET' }] };

const judge = (objects: readonly RawObject[], request = BUY) => {
  const { verdict, notConsidered } = walk([...BOARD, ...objects], request, CILIUM);
  return [verdict, notConsidered?.map(saidNotConsidered).join(' ') ?? ''] as const;
};

describe('rules of the application layer are named, whatever way their port is', () => {
  const ports = [{ name: 'shop', containerPort: 7100 }];
  const named = pod('oven/oats', 7100, { spec: { containers: [{ name: 'main', image: 'img', ports }] } });
  test.each<[string, object]>([
    ['by its number', { ports: [{ port: '7000', protocol: 'TCP' }] }],
    ['in a range', { ports: [{ port: '6999', endPort: 7001, protocol: 'TCP' }] }],
    ['without a port', {}],
  ])('%s', (_, ports) => {
    const [verdict, said] = judge([
      policy({ ...BREAD, ingress: [{ ...FROM_ALL, toPorts: [{ ...ports, rules: GET }] }] }),
    ]);
    expect(verdict).toBe('UNDETERMINED');
    expect(said).toContain('toPorts.rules');
  });

  test('by its name', () => {
    const spec = {
      endpointSelector: {},
      ingress: [{ ...FROM_ALL, toPorts: [{ ports: [{ port: 'shop', protocol: 'TCP' }], rules: GET }] }],
    };
    const [ip = ''] = buildCluster({ objects: [...BOARD, named], overrides: CILIUM }).pod('oven', 'oats')?.ips ?? [];
    const [verdict, said] = judge([named, policy(spec)], { from: { pod: 'town/buyer' }, to: `tcp://${ip}:7100` });
    expect(verdict).toBe('UNDETERMINED');
    expect(said).toContain('toPorts.rules');
  });

  test('of another port, or for every name of DNS, they are not', () => {
    const other = { ports: [{ port: '7001', protocol: 'TCP' }], rules: GET };
    const open = { ports: [{ port: '7000', protocol: 'TCP' }] };
    expect(judge([policy({ ...BREAD, ingress: [{ ...FROM_ALL, toPorts: [other, open] }] })])).toEqual([
      'REACHABLE',
      '',
    ]);
    const dns = { ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } };
    const out = policy({ endpointSelector: {}, egress: [{ toEntities: ['all'], toPorts: [dns, open] }] }, 'town/out');
    expect(judge([out])).toEqual(['REACHABLE', '']);
    const some = { ...dns, rules: { dns: [{ matchPattern: '*.example.org' }] } };
    const less = policy({ endpointSelector: {}, egress: [{ toEntities: ['all'], toPorts: [some, open] }] }, 'town/out');
    expect(judge([less])[0]).toBe('UNDETERMINED');
  });
});

describe('labels by which Cilium does not know pods', () => {
  const pods = (key: string): readonly RawObject[] => [pod('oven/rye', 7200, { labels: { app: 'rye', [key]: 'x' } })];
  const reaches = (key: string) => {
    const wall = policy({ endpointSelector: { matchLabels: { [key]: 'x' } }, ingress: [{}] });
    const objects = [...BOARD, ...pods(key)];
    const [ip = ''] = buildCluster({ objects, overrides: CILIUM }).pod('oven', 'rye')?.ips ?? [];
    return judge([...pods(key), wall], { from: { pod: 'town/buyer' }, to: `tcp://${ip}:7200` });
  };
  test.each([
    'pod-template-hash',
    'controller-revision-hash',
    'statefulset.kubernetes.io/pod-name',
    'apps.kubernetes.io/pod-index',
    'batch.kubernetes.io/job-completion-index',
    'kubernetes.io/arch',
    'failure-domain.beta.kubernetes.io/zone',
    'io.cilium.k8s.something',
  ])('%s selects nobody, which is said', (key) => {
    const [verdict, said] = reaches(key);
    expect(verdict).toBe('REACHABLE');
    expect(said).toContain(`goes by ${key}`);
  });

  test.each(['app.kubernetes.io/name', 'batch.kubernetes.io/job-name', 'topology.kubernetes.io/zone', 'tier'])(
    '%s selects',
    (key) => {
      expect(reaches(key)).toEqual(['UNREACHABLE', '']);
    },
  );

  test('a source that labels of pods do not come from', () => {
    const of = (key: string) => policy({ endpointSelector: { matchLabels: { [key]: 'bread' } }, ingress: [{}] });
    expect(judge([of('k8s:app')])[0]).toBe('UNREACHABLE');
    expect(judge([of('container:app')])[0]).toBe('REACHABLE');
  });

  test('settings by which it knows them otherwise are named', () => {
    const wall = policy({ ...BREAD, ingress: [{}] });
    expect(judge([wall, config({ labels: 'k8s:!tier' })])).toEqual([
      'UNDETERMINED',
      expect.stringContaining('sets labels'),
    ]);
    expect(judge([wall, config({ 'cluster-name': 'here' })])).toEqual(['UNREACHABLE', '']);
  });
});

describe('the cluster that a selector names', () => {
  const of = (name: string) =>
    policy({
      ...BREAD,
      ingress: [
        {
          fromEndpoints: [
            { matchLabels: { 'k8s:io.cilium.k8s.policy.cluster': name, 'k8s:io.kubernetes.pod.namespace': 'town' } },
          ],
        },
      ],
    });
  test('is known by Cilium’s ConfigMap', () => {
    expect(judge([of('here'), config({ 'cluster-name': 'here' })])).toEqual(['REACHABLE', '']);
    expect(judge([of('there'), config({ 'cluster-name': 'here' })])).toEqual(['UNREACHABLE', '']);
    expect(judge([of('default'), config({})])).toEqual(['REACHABLE', '']);
  });
  test('else is in doubt', () => {
    expect(judge([of('default')])[0]).toBe('UNDETERMINED');
    expect(judge([of('there')])).toEqual(['UNDETERMINED', expect.stringContaining('io.cilium.k8s.policy.cluster')]);
  });
});

describe('what Cilium refuses has no effect, which is said', () => {
  const SHUT = { ...BREAD, ingress: [{}] };
  const rule = (each: object) => ({ ...BREAD, ingress: [each] });
  const out = (each: object) => ({ ...BREAD, ingress: [{}], egress: [each] });
  const on = (port: object, more: object = {}) => ({ toPorts: [{ ports: [port], ...more }] });
  const TCP = { port: '80', protocol: 'TCP' };
  test.each<[string, object]>([
    ['NO_SUBJECT', { ingress: [{}] }],
    ['TWO_SUBJECTS', { ...SHUT, nodeSelector: {} }],
    ['UNKNOWN_ENTITY', rule({ fromEntities: ['everyone'] })],
    ['EXCEPT_OUTSIDE', rule({ fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['192.168.0.0/24'] }] })],
    ['BLOCK_WITHOUT_CIDR', rule({ fromCIDRSet: [{ except: ['192.168.0.0/24'] }] })],
    ['BLOCK_TWICE', rule({ fromCIDRSet: [{ cidr: '10.0.0.0/8', cidrGroupRef: 'partners' }] })],
    ['EXPECTED', rule({ fromCIDR: ['10.0.0.0/99'] })],
    ['EXPECTED', rule(on({ port: 80 }))],
    ['NO_OPERATOR', rule({ fromEndpoints: [{ matchExpressions: [{ key: 'app', operator: 'Is' }] }] })],
    ['NO_PORT', rule(on({ protocol: 'TCP' }))],
    ['NO_PORT', rule(on({ port: '70000' }))],
    ['UNKNOWN_PROTOCOL', rule(on({ port: '80', protocol: 'HTTP' }))],
    ['UNKNOWN_FAMILY', rule({ icmps: [{ fields: [{ type: 8, family: 'v4' }] }] })],
    ['TOO_MANY', rule({ toPorts: [{ ports: Array.from({ length: 41 }, () => TCP) }] })],
    ['PEERS_COMBINED', rule({ fromGroups: [{ aws: {} }], fromEntities: ['world'] })],
    ['PEERS_COMBINED', rule({ fromNodes: [{}], fromEndpoints: [{}] })],
    ['PEERS_COMBINED', rule({ ...on(TCP), icmps: [{ fields: [{ type: 8 }] }] })],
    ['LISTENER_AT_INGRESS', rule(on(TCP, { listener: { name: 'x' } }))],
    ['DNS_AT_INGRESS', rule(on(TCP, { rules: { dns: [{ matchPattern: '*' }] } }))],
    ['DNS_WITHOUT_PORT', out({ toPorts: [{ rules: { dns: [{ matchPattern: '*' }] } }] })],
    ['DNS_OF_RANGE', out(on({ port: '53', endPort: 54 }, { rules: { dns: [{ matchPattern: '*' }] } }))],
    ['RULES_WITHOUT_TCP', rule(on({ port: '80' }, { rules: GET }))],
    ['RULES_OF_EVERY_PORT', rule(on({ port: '0', protocol: 'TCP' }, { rules: GET }))],
    ['RULES_OF_TWO_PROTOCOLS', out(on(TCP, { rules: { ...GET, kafka: [{ role: 'produce' }] } }))],
    ['RULES_WITH_LISTENER', out(on(TCP, { rules: GET, listener: { name: 'x' } }))],
  ])('%s', (why, spec) => {
    const wall = policy(spec);
    const [verdict, said] = judge([wall]);
    expect(verdict).toBe('REACHABLE');
    if (why !== 'NO_SUBJECT') expect(said).toContain('Cilium refuses all of it');
    const { findings } = buildCluster({ objects: [...BOARD, wall], overrides: CILIUM });
    const details = findings.filter(({ object: of }) => of?.name === 'wall').map(({ detail }) => detail);
    expect(JSON.stringify(details)).toContain(`"${why}"`);
  });

  test('a nodeSelector of a namespace, and rules of the application layer for nodes', () => {
    const codes = (wall: RawObject): string =>
      JSON.stringify(
        buildCluster({ objects: [...BOARD, wall], overrides: CILIUM }).findings.map(({ detail }) => detail),
      );
    expect(codes(policy({ nodeSelector: {}, ingress: [{}] }))).toContain('NODES_OF_NAMESPACE');
    expect(codes(wide({ nodeSelector: {}, ingress: [on(TCP, { rules: GET })] }))).toContain('RULES_OF_NODES');
    const ofNodes = { from: { pod: 'town/buyer' }, to: 'tcp://192.168.7.11:10250' };
    expect(judge([wide({ nodeSelector: {}, ingress: [{}] })], ofNodes)[1]).toContain('nodeSelector');
    expect(judge([policy({ nodeSelector: {}, ingress: [{}] })], ofNodes)[1]).not.toContain('nodeSelector');
  });

  test('nodes by their labels, where Cilium’s ConfigMap does not switch that on', () => {
    const wall = policy({ ...BREAD, ingress: [{ fromNodes: [{}] }] });
    expect(judge([wall])[0]).toBe('UNREACHABLE');
    const off = config({});
    expect(judge([wall, config({ 'enable-node-selector-labels': 'true' })])[0]).toBe('UNREACHABLE');
    expect(judge([wall, off])).toEqual(['REACHABLE', expect.stringContaining('Cilium refuses all of it')]);
    const { findings } = buildCluster({ objects: [...BOARD, wall, off], overrides: CILIUM });
    expect(JSON.stringify(findings)).toContain('NODES_NOT_ENABLED');
  });

  test('one spec that is refused takes the others with it', () => {
    const both = (other: object): RawObject => ({ ...policy(SHUT), specs: [other] });
    expect(judge([both(rule({ fromEntities: ['world'] }))])[0]).toBe('UNREACHABLE');
    expect(judge([both(rule({ fromEntities: ['everyone'] }))])).toEqual([
      'REACHABLE',
      expect.stringContaining('Cilium refuses all of it'),
    ]);
  });
});
