import { describe, expect, test } from 'vitest';
import { policiesOf } from '../../../../src/engine/kubernetes/network-policy/policy-set.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../../support/said.ts';
import { buildCluster } from '../../../whole-engine.ts';

const policy = (spec: object, kind = 'NetworkPolicy', version = 'networking.k8s.io/v1'): RawObject => ({
  apiVersion: version,
  kind,
  metadata: kind === 'NetworkPolicy' ? { name: 'p', namespace: 'shop' } : { name: 'default' },
  spec,
});
const read = (...objects: readonly RawObject[]) => policiesOf(buildCluster({ objects })).all;
const findings = (...objects: readonly RawObject[]) =>
  buildCluster({ objects }).findings.map(({ code, path }) => `${code} ${path?.join('.') ?? ''}`);

describe('NetworkPolicy', () => {
  test.each([
    [{}, ['ingress']],
    [{ egress: [] }, ['ingress']],
    [{ egress: [{}] }, ['ingress', 'egress']],
    [{ policyTypes: ['Egress'] }, ['egress']],
    [{ policyTypes: ['Ingress', 'Egress'] }, ['ingress', 'egress']],
  ])('policyTypes of %j default to %j', (spec, directions) => {
    const [found] = read(policy({ podSelector: {}, ...spec }));
    expect(['ingress', 'egress'].filter((each) => found !== undefined && each in found)).toEqual(directions);
  });

  test('peers and ports are everybody and everything when absent or empty, and nobody when they cannot be used', () => {
    const [found] = read(
      policy({
        podSelector: {},
        ingress: [
          {},
          { from: [], ports: [] },
          { from: [{}], ports: [{ port: 70_000 }] },
          {
            from: [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }],
            ports: [{ protocol: 'QUIC' }],
          },
          { from: 'all' },
          'no rule',
        ],
      }),
    );
    expect(found?.ingress?.map(({ peers, ports, index }) => [index, peers, ports])).toEqual([
      [0, undefined, undefined],
      [1, undefined, undefined],
      [2, [{ kind: 'nobody' }], []],
      [3, [{ kind: 'nobody' }], []],
      [4, [{ kind: 'nobody' }], undefined],
    ]);
  });

  test('a peer without namespaceSelector is of the own namespace, one with an empty one of all', () => {
    const [found] = read(
      policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: {} }] }] }),
    );
    expect(found?.ingress?.[0]?.peers).toMatchObject([{ namespace: 'shop' }, { namespaces: { labels: {} } }]);
    expect(found?.ingress?.[0]?.peers?.[1]).not.toHaveProperty('namespace');
  });

  test('ports: TCP by default, names, ranges, and whole protocols', () => {
    const ports = [{ port: 80 }, { protocol: 'UDP', port: 'dns' }, { protocol: 'SCTP' }, { port: 8000, endPort: 8010 }];
    const [found] = read(policy({ podSelector: {}, ingress: [{ ports }] }));
    expect(found?.ingress?.[0]?.ports).toEqual([
      { protocol: 'TCP', from: 80, to: 80 },
      { protocol: 'UDP', name: 'dns' },
      { protocol: 'SCTP', from: 1, to: 65_535 },
      { protocol: 'TCP', from: 8000, to: 8010 },
    ]);
  });
});

describe('cluster-wide policies', () => {
  const API = 'policy.networking.k8s.io';
  const to = [{ networks: ['10.0.0.0/8'] }];
  test.each([
    ['v1alpha2', { match: [{ tcp: [{ port: { number: 80 } }, { port: { portRange: { start: 90, end: 99 } } }] }] }],
    [
      'v1beta1',
      {
        protocols: [
          { tcp: { destinationPort: { number: 80 } } },
          { tcp: { destinationPort: { range: { start: 90, end: 99 } } } },
        ],
      },
    ],
    ['v1alpha2', { ports: [{ portNumber: { port: 80 } }, { portRange: { start: 90, end: 99, protocol: 'TCP' } }] }],
  ])('ClusterNetworkPolicy %s spells ports as %j', (version, ports) => {
    const spec = {
      tier: 'Baseline',
      priority: 3,
      subject: { namespaces: {} },
      egress: [{ action: 'Accept', to, ...ports }],
    };
    const [found] = read(policy(spec, 'ClusterNetworkPolicy', `${API}/${version}`));
    expect(found).toMatchObject({ tier: 'Baseline', priority: 3, subject: { kind: 'pods' } });
    expect(found?.egress?.[0]).toMatchObject({
      action: 'Allow',
      peers: [{ kind: 'block', cidr: '10.0.0.0/8' }],
      ports: [
        { protocol: 'TCP', from: 80, to: 80 },
        { protocol: 'TCP', from: 90, to: 99 },
      ],
    });
  });

  test('a peer of an unknown kind fails closed', () => {
    const rule = (action: string) => ({ action, from: [{ serviceAccounts: {} }] });
    const spec = { priority: 1, subject: { namespaces: {} }, ingress: [rule('Allow'), rule('Deny'), rule('Pass')] };
    const [found] = read(policy(spec, 'AdminNetworkPolicy', `${API}/v1alpha1`));
    expect(found?.ingress?.map(({ peers }) => peers?.[0]?.kind)).toEqual(['nobody', 'everybody', 'everybody']);
  });

  test('they are asked by priority, then by name', () => {
    const named = (name: string, priority: number): RawObject => ({
      ...policy({ priority, subject: { namespaces: {} } }, 'AdminNetworkPolicy', `${API}/v1alpha1`),
      metadata: { name },
    });
    expect(read(named('b', 5), named('c', 1), named('a', 5)).map(({ ref }) => ref.name)).toEqual(['c', 'a', 'b']);
  });
});

describe('findings', () => {
  const pod = (name: string, namespace: string, ports: readonly object[] = []): RawObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'main', ports }] },
  });
  const web = pod('web', 'shop', [{ name: 'http', containerPort: 80 }]);
  const api = pod('api', 'pay');
  const onWeb = { podSelector: { matchLabels: { app: 'web' } } };

  test.each<readonly [string, object]>([
    ['POLICY_SELECTS_NOTHING spec.podSelector', { podSelector: { matchLabels: { app: 'wep' } } }],
    ['SELECTOR_FIELD_UNKNOWN spec.podSelector', { podSelector: { app: 'web' } }],
    ['FIELD_MISSING spec.podSelector', { ingress: [] }],
    [
      'POLICY_PEER_MATCHES_NOTHING spec.ingress.0.from.0',
      { ...onWeb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] },
    ],
    ['POLICY_PORT_UNKNOWN spec.ingress.0.ports', { ...onWeb, ingress: [{ ports: [{ port: 'https' }] }] }],
    [
      'POLICY_PORT_UNKNOWN spec.ingress.0.ports',
      { ...onWeb, ingress: [{ ports: [{ port: 'http', protocol: 'UDP' }] }] },
    ],
    [
      'POLICY_BLOCK_HOLDS_PODS spec.ingress.0.from.0.ipBlock.cidr',
      { ...onWeb, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    ],
    [
      'POLICY_EXCEPT_OUTSIDE spec.ingress.0.from.0.ipBlock.except.0',
      { ...onWeb, ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.0/16', except: ['172.16.0.0/16'] } }] }] },
    ],
    [
      'POLICY_PORT_RANGE_EMPTY spec.ingress.0.ports.0.endPort',
      { ...onWeb, ingress: [{ ports: [{ port: 90, endPort: 80 }] }] },
    ],
    [
      'FIELD_UNUSABLE spec.ingress.0.ports.0.endPort',
      { ...onWeb, ingress: [{ ports: [{ port: 'http', endPort: 90 }] }] },
    ],
    ['FIELD_UNUSABLE spec.ingress.0.from.0', { ...onWeb, ingress: [{ from: [{}] }] }],
    [
      'FIELD_UNUSABLE spec.ingress.0.from.0.ipBlock',
      { ...onWeb, ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: '1.0.0.0/8' } }] }] },
    ],
    ['POLICY_FIELD_UNKNOWN spec.ingress.0.to', { ...onWeb, ingress: [{ to: [{ podSelector: {} }] }] }],
    ['POLICY_RULES_IGNORED spec.egress', { ...onWeb, policyTypes: ['Ingress'], egress: [{}] }],
    ['POLICY_BLOCKS_DNS spec.egress', { ...onWeb, policyTypes: ['Egress'], egress: [{ ports: [{ port: 443 }] }] }],
  ])('%s', (expected, spec) => {
    expect(findings(web, api, policy(spec))).toContain(expected);
  });

  test.each([
    ['AdminNetworkPolicy', 'v1alpha1', { ports: [{ namedPort: 'https' }] }],
    ['ClusterNetworkPolicy', 'v1alpha2', { match: [{ namedPort: 'https' }] }],
    ['ClusterNetworkPolicy', 'v1beta1', { protocols: [{ destinationNamedPort: 'https' }] }],
  ])('a port that no pod names is found in the field of a %s of %s', (kind, version, ports) => {
    const pods = { podSelector: {}, namespaceSelector: {} };
    const rule = { name: 'r', action: 'Allow', from: [{ namespaces: {} }], ...ports };
    const object: RawObject = {
      apiVersion: `policy.networking.k8s.io/${version}`,
      kind,
      metadata: { name: 'p' },
      spec: { priority: 1, tier: 'Admin', subject: { pods }, ingress: [rule] },
    };
    expect(findings(web, object)).toContain(`POLICY_PORT_UNKNOWN spec.ingress.0.${Object.keys(ports)[0]}`);
  });

  test('a policy without mistakes gives none', () => {
    const spec = {
      ...onWeb,
      ingress: [
        { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'api' } } }], ports: [{ port: 'http' }] },
      ],
    };
    expect(
      findings(web, api, policy(spec)).filter((text) => text.includes('POLICY') || text.includes('FIELD')),
    ).toEqual([]);
  });

  test('the hint names the namespace where the pods are that a bare podSelector misses', () => {
    const cluster = buildCluster({
      objects: [
        web,
        api,
        policy({ ...onWeb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] }),
      ],
    });
    const [told] = cluster.findings.filter(({ code }) => code === 'POLICY_PEER_MATCHES_NOTHING').map(saidFinding);
    expect(told).toContain('such pods are in pay');
  });

  test('a CNI that ignores policies is told, and the unnamed default enforces them', () => {
    const objects = [web, policy(onWeb)];
    const codes = (cni?: string) =>
      buildCluster({ objects, overrides: cni === undefined ? {} : { cni } }).findings.map(({ code }) => code);
    for (const cni of ['flannel', 'bridge', 'kubenet']) expect(codes(cni)).toContain('POLICIES_NOT_ENFORCED');
    for (const cni of [undefined, 'calico', 'cilium']) expect(codes(cni)).not.toContain('POLICIES_NOT_ENFORCED');
  });
});

describe('pods with hostNetwork', () => {
  const agent = (name: string, hostNetwork: boolean): RawObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: 'agent' } },
    spec: { nodeName: 'n1', hostNetwork, containers: [{ name: 'c', image: 'i' }] },
  });
  const spec = { podSelector: { matchLabels: { app: 'agent' } }, ingress: [{ from: [{ podSelector: {} }] }] };
  const told = (...objects: readonly RawObject[]) =>
    buildCluster({ objects: [policy(spec), ...objects] }).findings.flatMap((finding) =>
      finding.code.startsWith('POLICY_') ? [`${finding.severity} ${finding.code}: ${saidFinding(finding)}`] : [],
    );

  test('are what a policy is not applied to, which is not to select nothing', () => {
    const [subject, peer, ...rest] = told(agent('a', true));
    expect(subject).toMatch(/^warning POLICY_SELECTS_HOST_NETWORK: .*not applied to pod shop\/a, so it has no effect/);
    expect(peer).toMatch(/^warning POLICY_PEER_MATCHES_NOTHING: .*pod shop\/a with hostNetwork/);
    expect(rest).toEqual([]);
  });

  test('do not keep it from the others', () => {
    const [subject, ...rest] = told(agent('a', true), agent('b', true), agent('c', false));
    expect(subject).toMatch(/^info POLICY_SELECTS_HOST_NETWORK: .*pods shop\/a, shop\/b, only to the other pod/);
    expect(rest).toEqual([]);
    expect(told(agent('c', false))).toEqual([]);
  });
});
