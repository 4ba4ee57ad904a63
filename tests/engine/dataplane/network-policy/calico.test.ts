import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { saidAssumption, saidCause, saidFinding, saidFix, saidNotConsidered } from '../../../support/said.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { BOARD, BUY, object, pod, walk } from '../../routing/unread/board.ts';

// Facts of docs.tigera.io calico/latest/reference/resources and of the tests of felix, as data of our own.

const CALICO: ClusterOverrides = { cni: 'calico' };
const V3 = 'projectcalico.org/v3';
const policy = (spec: object, key = 'oven/wall', group = V3): RawObject =>
  object(`${group} NetworkPolicy ${key}`, { ...spec });
const wide = (spec: object, name = 'wall'): RawObject => object(`${V3} GlobalNetworkPolicy ${name}`, { ...spec });
const tier = (name: string, spec: object): RawObject => object(`${V3} Tier ${name}`, { ...spec });
const BREAD = { selector: "app == 'bread'" };
const TOWN = { namespaceSelector: "projectcalico.org/name == 'town'" };
const allow = (source: object = {}, more: object = {}) => ({ action: 'Allow', source, ...more });
const deny = (source: object = {}, more: object = {}) => ({ action: 'Deny', source, ...more });
const on = (...ports: readonly (string | number)[]) => ({ protocol: 'TCP', destination: { ports } });

const verdict = (policies: readonly RawObject[], overrides = CALICO, request = BUY): string =>
  walk([...BOARD, ...policies], request, overrides).verdict;
const enters = (rules: readonly object[], more: object = {}): RawObject =>
  policy({ ...BREAD, types: ['Ingress'], ingress: rules, ...more });

describe('what Calico makes of a rule', () => {
  test.each<[string, readonly object[], string]>([
    ['no rule: what is selected is shut', [], 'UNREACHABLE'],
    ['a rule that says nothing is for everybody', [allow()], 'REACHABLE'],
    ['the first that matches decides', [deny(TOWN), allow()], 'UNREACHABLE'],
    ['and not what comes after it', [allow(TOWN), deny()], 'REACHABLE'],
    ['logging decides nothing', [{ action: 'Log' }, allow()], 'REACHABLE'],
    ['passing on in the last tier leaves it to the profile', [{ action: 'Pass' }, deny()], 'REACHABLE'],
    ['a selector alone means the own namespace', [allow({ selector: "app == 'buyer'" })], 'UNREACHABLE'],
    ['with a namespaceSelector another one', [allow({ ...TOWN, selector: "app == 'buyer'" })], 'REACHABLE'],
    ['every namespace', [allow({ namespaceSelector: 'all()' })], 'REACHABLE'],
    ['no namespace', [allow({ namespaceSelector: 'global()' })], 'UNREACHABLE'],
    ['labels of the namespace', [allow({ namespaceSelector: "tier == 'front'" })], 'REACHABLE'],
    ['notSelector alone is among the own namespace', [allow({ notSelector: "app == 'cake'" })], 'UNREACHABLE'],
    ['notSelector with a namespace', [allow({ ...TOWN, notSelector: "app == 'cake'" })], 'REACHABLE'],
    ['notSelector that is met', [allow({ ...TOWN, notSelector: "app == 'buyer'" })], 'UNREACHABLE'],
    ['networks hold addresses of pods', [allow({ nets: ['10.20.1.0/24'] })], 'REACHABLE'],
    ['networks and a selector both have to hold', [allow({ ...TOWN, nets: ['10.9.0.0/16'] })], 'UNREACHABLE'],
    ['none of notNets', [allow({ notNets: ['10.20.1.0/24'] })], 'UNREACHABLE'],
    ['notNets of the other family: the rule is not for this one', [allow({ notNets: ['fd00::/8'] })], 'UNREACHABLE'],
    ['a service account', [allow({ ...TOWN, serviceAccounts: { names: ['default'] } })], 'REACHABLE'],
    ['another one', [allow({ ...TOWN, serviceAccounts: { names: ['shop'] } })], 'UNREACHABLE'],
    ['a port', [allow({}, on(7000))], 'REACHABLE'],
    ['a range of ports', [allow({}, on('6999:7001'))], 'REACHABLE'],
    ['another port', [allow({}, on(7001))], 'UNREACHABLE'],
    ['a protocol by its number', [allow({}, { protocol: 6 })], 'REACHABLE'],
    ['another protocol', [allow({}, { protocol: 'UDP' })], 'UNREACHABLE'],
    ['not a protocol', [allow({}, { notProtocol: 'UDP' })], 'REACHABLE'],
    ['not this one', [allow({}, { notProtocol: 'TCP' })], 'UNREACHABLE'],
    ['not a port', [allow({}, { protocol: 'TCP', destination: { notPorts: [7000] } })], 'UNREACHABLE'],
    ['not another port', [allow({}, { protocol: 'TCP', destination: { notPorts: ['1:6999', 7001] } })], 'REACHABLE'],
    ['the family', [allow({}, { ipVersion: 4 })], 'REACHABLE'],
    ['the other family', [allow({}, { ipVersion: 6 })], 'UNREACHABLE'],
    ['the own end, too', [allow({}, { destination: { selector: "app == 'bread'" } })], 'REACHABLE'],
    ['another own end', [allow({}, { destination: { selector: "app == 'cake'" } })], 'UNREACHABLE'],
    ['ports that clients have', [allow({ ports: ['1024:65535'] }, { protocol: 'TCP' })], 'REACHABLE'],
    ['ports that none of them has', [allow({ ports: [179] }, { protocol: 'TCP' })], 'UNREACHABLE'],
  ])('%s', (_, rules, wanted) => {
    expect(verdict([enters(rules)])).toBe(wanted);
  });

  test('a ping by its message', () => {
    const [ip = ''] = buildCluster({ objects: BOARD, overrides: CALICO }).pod('oven', 'bread')?.ips ?? [];
    const to = { from: { pod: 'town/buyer' }, to: `icmp://${ip}` };
    const ping = (rule: object): string => verdict([enters([allow({}, rule)])], CALICO, to);
    expect(ping({ protocol: 'ICMP' })).toBe('REACHABLE');
    expect(ping({ protocol: 1, icmp: { type: 8, code: 0 } }), 'no message without the protocol’s name').toBe(
      'REACHABLE',
    );
    expect(ping({ protocol: 'ICMP', icmp: { type: 0 } })).toBe('UNREACHABLE');
    expect(ping({ protocol: 'ICMP', notICMP: { type: 8 } })).toBe('UNREACHABLE');
    expect(ping({ protocol: 'ICMPv6' })).toBe('UNREACHABLE');
    expect(ping({ protocol: 'TCP' })).toBe('UNREACHABLE');
  });

  test('a port by its name, and not by it', () => {
    const ports = [{ name: 'shop', containerPort: 7100 }];
    const oats = pod('oven/oats', 7100, { spec: { containers: [{ name: 'main', image: 'img', ports }] } });
    const [ip = ''] = buildCluster({ objects: [...BOARD, oats], overrides: CALICO }).pod('oven', 'oats')?.ips ?? [];
    const reaches = (destination: object): string => {
      const each = policy({ ingress: [allow({}, { protocol: 'TCP', destination })] });
      return verdict([oats, each], CALICO, { from: { pod: 'town/buyer' }, to: `tcp://${ip}:7100` });
    };
    expect(reaches({ ports: ['shop'] })).toBe('REACHABLE');
    expect(reaches({ ports: ['till'] })).toBe('UNREACHABLE');
    expect(reaches({ notPorts: ['shop'] })).toBe('UNREACHABLE');
    expect(reaches({ notPorts: ['till'] })).toBe('REACHABLE');
    expect(reaches({ ports: ['shop'], notPorts: ['7000:7200'] })).toBe('UNREACHABLE');
  });

  test('what is behind a Service, with its ports', () => {
    const dns = { action: 'Allow', protocol: 'UDP', destination: { ports: [53] } };
    const out = (services: object) =>
      policy({ types: ['Egress'], egress: [dns, { action: 'Allow', destination: { services } }] }, 'town/out');
    expect(verdict([out({ name: 'bread', namespace: 'oven' })])).toBe('REACHABLE');
    expect(verdict([out({ name: 'bread' })])).toBe('UNREACHABLE');
    const [ip = ''] = buildCluster({ objects: BOARD, overrides: CALICO }).pod('oven', 'bread')?.ips ?? [];
    const other = { from: { pod: 'town/buyer' }, to: `tcp://${ip}:7001` };
    const found = walk([...BOARD, out({ name: 'bread', namespace: 'oven' })], other, CALICO);
    expect(found.outcomes[0]?.cause?.code).toBe('POLICY_DENIES_EGRESS');
  });

  test('sets of networks, by their labels and their namespace', () => {
    const sets = [
      object(`${V3} NetworkSet oven/near`, { nets: ['198.51.100.0/25'] }, { labels: { who: 'partner' } }),
      object(`${V3} GlobalNetworkSet far`, { nets: ['198.51.100.9'] }, { labels: { who: 'guest' } }),
    ];
    const reaches = (destination: object, key = 'town/out'): string => {
      const out = policy({ types: ['Egress'], egress: [{ action: 'Allow', destination }] }, key);
      return verdict([...sets, out], CALICO, { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.9:443' });
    };
    const PARTNER = { selector: "who == 'partner'" };
    expect(reaches(PARTNER), 'a set of another namespace').toBe('UNREACHABLE');
    expect(reaches({ ...PARTNER, namespaceSelector: "tier == 'back'" })).toBe('REACHABLE');
    expect(reaches({ selector: "who == 'guest'", namespaceSelector: 'global()' })).toBe('REACHABLE');
    expect(reaches({ selector: "who == 'guest'", namespaceSelector: 'all()' })).toBe('UNREACHABLE');
  });
});

describe('which policies are asked, and in which order', () => {
  const types = (spec: object) => [
    verdict([policy({ ...BREAD, ...spec })]),
    verdict([policy({ ...spec }, 'town/wall')]),
  ];
  test('which directions it is for, where it does not say so', () => {
    expect(types({})).toEqual(['UNREACHABLE', 'REACHABLE']);
    expect(types({ egress: [{ action: 'Deny' }] })).toEqual(['REACHABLE', 'UNREACHABLE']);
    expect(types({ ingress: [deny()], egress: [{ action: 'Deny' }] })).toEqual(['UNREACHABLE', 'UNREACHABLE']);
    expect(verdict([policy({}, 'town/wall', 'crd.projectcalico.org/v1')]), 'stored without, for both').toBe(
      'UNREACHABLE',
    );
  });

  test.each<[string, readonly RawObject[], string]>([
    ['by their order', [enters([deny()], { order: 20 }), wide({ order: 10, ingress: [allow()] })], 'REACHABLE'],
    ['without one last', [enters([deny()]), wide({ order: 5000, ingress: [allow()] })], 'REACHABLE'],
    [
      'of one order by name',
      [enters([deny()], { order: 1 }), wide({ order: 1, ingress: [allow()] }, 'a')],
      'REACHABLE',
    ],
    [
      'and not the other way',
      [enters([deny()], { order: 1 }), wide({ order: 1, ingress: [allow()] }, 'z')],
      'UNREACHABLE',
    ],
    [
      'a tier before the default one',
      [enters([allow()]), tier('early', { order: 100 }), wide({ tier: 'early', ingress: [deny()] })],
      'UNREACHABLE',
    ],
    [
      'a tier after it is not asked once one of it allows',
      [enters([allow()]), tier('late', { order: 2e6 }), wide({ ...BREAD, tier: 'late', ingress: [deny()] })],
      'REACHABLE',
    ],
    [
      'a tier that selects and does not match refuses',
      [
        enters([allow()]),
        tier('early', { order: 100 }),
        wide({ tier: 'early', ingress: [allow({ nets: ['198.51.100.0/24'] })] }),
      ],
      'UNREACHABLE',
    ],
    [
      'unless it passes by default',
      [
        enters([allow()]),
        tier('early', { order: 100, defaultAction: 'Pass' }),
        wide({ tier: 'early', ingress: [allow({ nets: ['198.51.100.0/24'] })] }),
      ],
      'REACHABLE',
    ],
    [
      'passing on skips the rest of a tier',
      [
        enters([allow()]),
        tier('early', { order: 100 }),
        wide({ tier: 'early', order: 1, ingress: [{ action: 'Pass' }] }),
        wide({ tier: 'early', order: 2, ingress: [deny()] }, 'other'),
      ],
      'REACHABLE',
    ],
    [
      'a tier whose policies select nobody here is not asked',
      [tier('early', { order: 100 }), wide({ tier: 'early', selector: "app == 'cake'", ingress: [deny()] })],
      'REACHABLE',
    ],
    [
      'one of another direction does not shut',
      [tier('early', { order: 100 }), wide({ tier: 'early', types: ['Egress'], egress: [{ action: 'Allow' }] })],
      'REACHABLE',
    ],
    ['by labels of namespaces', [wide({ namespaceSelector: "tier == 'back'", ingress: [deny()] })], 'UNREACHABLE'],
    ['by labels of other namespaces', [wide({ namespaceSelector: "tier == 'side'", ingress: [deny()] })], 'REACHABLE'],
    [
      'before DNAT: for host endpoints alone',
      [wide({ preDNAT: true, applyOnForward: true, ingress: [deny()] })],
      'REACHABLE',
    ],
    ['staged ones have no effect', [object(`${V3} StagedNetworkPolicy oven/wall`, { ingress: [deny()] })], 'REACHABLE'],
  ])('%s', (_, policies, wanted) => {
    expect(verdict(policies)).toBe(wanted);
  });

  test('what administrators say is a tier of its own with the order 1000', () => {
    const admin = object('policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy wall', {
      priority: 1,
      subject: { namespaces: { matchLabels: { tier: 'back' } } },
      ingress: [{ name: 'no', action: 'Deny', from: [{ namespaces: { matchLabels: { tier: 'front' } } }] }],
    });
    const early = (order: number) => [tier('early', { order }), wide({ ...BREAD, tier: 'early', ingress: [allow()] })];
    expect(verdict([admin])).toBe('UNREACHABLE');
    expect(verdict([admin, ...early(999)])).toBe('REACHABLE');
    expect(verdict([admin, ...early(1001)])).toBe('UNREACHABLE');
  });

  test('a NetworkPolicy of Kubernetes has the order 1000 in the default tier', () => {
    const plain = object('networking.k8s.io/v1 NetworkPolicy oven/wall', { podSelector: {}, ingress: [{}] });
    expect(verdict([plain, enters([deny()], { order: 999 })])).toBe('UNREACHABLE');
    expect(verdict([plain, enters([deny()], { order: 1001 })])).toBe('REACHABLE');
    const shut = object('networking.k8s.io/v1 NetworkPolicy oven/wall', { podSelector: {} });
    expect(verdict([shut, enters([allow()], { order: 1001 })]), 'they are added up').toBe('REACHABLE');
    expect(verdict([shut])).toBe('UNREACHABLE');
  });
});

describe('what Calico refuses it takes nothing of', () => {
  test.each<[string, RawObject, string]>([
    ['a selector', policy({ selector: 'app ~ bread' }), 'the selector cannot be read'],
    ['global() of a subject', policy({ selector: 'global()' }), 'global() can only stand in'],
    ['a tier that is not there', policy({ tier: 'gone' }), 'there is no such tier'],
    ['a rule without an action', enters([{ source: {} }]), 'a rule needs an action'],
    ['another action', enters([{ action: 'Permit' }]), 'Permit'],
    ['ports without a protocol', enters([deny({}, { destination: { ports: [80] } })]), 'need the protocol'],
    ['a port', enters([deny({}, on('90:80'))]), '90:80'],
    ['a network', enters([deny({ nets: ['10.0.0'] })]), '10.0.0'],
    ['networks of both families', enters([deny({ nets: ['10.0.0.0/8', 'fd00::/8'] })]), 'cannot stand in one rule'],
    ['a message without its protocol', enters([deny({}, { icmp: { type: 8 } })]), 'needs the protocol ICMP'],
    ['http that does not allow', enters([deny({}, { http: { methods: ['GET'] } })]), 'only a rule that allows'],
    ['services of the own end', enters([deny({}, { destination: { services: { name: 'a' } } })]), 'services can only'],
    ['services of no namespace', wide({ ingress: [deny({ services: { name: 'a' } })] }), 'need a namespace'],
    ['before DNAT, not on forward', wide({ preDNAT: true, ingress: [deny()] }), 'need applyOnForward'],
  ])('%s', (_, each, said) => {
    const { verdict: found, notConsidered } = walk([...BOARD, each], BUY, CALICO);
    expect(found).toBe('REACHABLE');
    const { findings } = buildCluster({ objects: [...BOARD, each], overrides: CALICO });
    expect(findings.map(saidFinding).join(' ')).toContain(said);
    // Of these it is known that they select no pod.
    if (!/applyOnForward|global/.test(said))
      expect(notConsidered?.map(saidNotConsidered).join(' ')).toContain('but Calico refuses all of it');
  });
});

describe('what is not read of them is named', () => {
  const judge = (each: RawObject) => {
    const { verdict: found, notConsidered = [] } = walk([...BOARD, each], BUY, CALICO);
    return [found, notConsidered.map(saidNotConsidered).join(' ')];
  };
  test.each<[string, RawObject, string]>([
    ['rules of HTTP', enters([allow({}, { http: { methods: ['GET'] } })]), 'has http, which is not read'],
    ['some ports of clients', enters([allow({ ports: ['40000:50000'] }, { protocol: 'TCP' })]), 'has source.ports'],
    [
      'labels of service accounts',
      enters([allow({ ...TOWN, serviceAccounts: { selector: "team == 'a'" } })]),
      'has serviceAccounts.selector',
    ],
    [
      'labels of the own service account',
      policy({ serviceAccountSelector: "team == 'a'", ingress: [deny()] }),
      'has serviceAccountSelector',
    ],
  ])('%s', (_, each, said) => {
    expect(judge(each)).toEqual(['UNDETERMINED', expect.stringContaining(said)]);
  });

  test('a host endpoint shuts its node, and one that a profile opens where a policy selects it', () => {
    const host = (spec: object) =>
      object(`${V3} HostEndpoint n1`, { node: 'n1', ...spec }, { labels: { role: 'host' } });
    const agent = pod('oven/agent', 9100, { spec: { hostNetwork: true } });
    const to = { from: { pod: 'town/buyer' }, to: 'tcp://192.168.7.11:9100' };
    const found = (objects: readonly RawObject[]) => verdict([agent, ...objects], CALICO, to);
    const open = host({ profiles: ['projectcalico-default-allow'] });
    expect(found([host({})])).toBe('UNDETERMINED');
    expect(found([open])).toBe('REACHABLE');
    expect(found([open, wide({ selector: "role == 'host'", ingress: [deny()] })])).toBe('UNDETERMINED');
    expect(found([open, wide({ selector: "role == 'other'", ingress: [deny()] })])).toBe('REACHABLE');
    const forward = wide({ selector: "role == 'host'", applyOnForward: true, ingress: [deny()] });
    expect(verdict([open, forward]), 'what passes through the node').toBe('UNDETERMINED');
  });
});

describe('a cause names policy, rule and reason, and the fix mends it', () => {
  const mended = (policies: readonly RawObject[], request = BUY) => {
    const router = createRouter(buildCluster({ objects: [...BOARD, ...policies], overrides: CALICO }));
    const traced = router.trace(request);
    const cause = traced.ok ? traced.value.outcomes[0]?.cause : undefined;
    if (cause === undefined || cause === null) throw new Error('it does not fail');
    const tried = router.tryFix(request, cause);
    return [saidCause(tried), tried.path?.join('.'), tried.fix === undefined ? undefined : saidFix(tried.fix)];
  };

  test('a rule that denies', () => {
    expect(mended([enters([deny(TOWN)])])).toEqual([
      'NetworkPolicy.projectcalico.org oven/wall selects pod oven/bread, and its ingress rule 1 denies TCP port 7000 from pod town/buyer.',
      'spec.ingress.0',
      expect.stringMatching(/^Put a rule before ingress rule 1 of NetworkPolicy.projectcalico.org oven\/wall/),
    ]);
  });

  test('rules that allow others', () => {
    expect(mended([enters([allow({ selector: "app == 'cake'" })])])).toEqual([
      expect.stringContaining("Ingress rule 1 asks for selector app == 'cake', which"),
      'spec.ingress.0',
      expect.stringContaining('Add an ingress rule to NetworkPolicy.projectcalico.org oven/wall'),
    ]);
  });

  test('of a tier of its own it is mended there', () => {
    const early = [tier('early', { order: 100 }), wide({ tier: 'early', types: ['Egress'], egress: [] })];
    expect(mended(early, { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.9:443' })).toEqual([
      expect.stringContaining('GlobalNetworkPolicy wall selects pod town/buyer, but no egress rule of it allows'),
      'spec.egress',
      expect.stringContaining('Add an egress rule to GlobalNetworkPolicy wall'),
    ]);
  });
});

describe('what is told of them where they are read', () => {
  const told = (each: RawObject, cni = 'calico') =>
    buildCluster({ objects: [...BOARD, each], overrides: { cni } }).findings.flatMap((finding) =>
      finding.code.startsWith('POLICY_') ? [`${finding.path?.join('.') ?? ''}: ${saidFinding(finding)}`] : [],
    );
  test('a selector that nobody meets', () => {
    expect(told(policy({ selector: "app == 'wep'", ingress: [allow()] }))).toEqual([
      "spec.selector: The policy selects no pod of namespace oven (app == 'wep'), so it has no effect.",
    ]);
  });
  test('a peer that nobody is, and a port that nobody has', () => {
    expect(told(enters([allow({ selector: "app == 'cake'" }), allow(TOWN)]))).toEqual([
      "spec.ingress.0.source: No pod matches this peer (selector app == 'cake').",
    ]);
    const out = (destination: object) =>
      policy({ types: ['Egress'], egress: [{ action: 'Allow', protocol: 'TCP', destination }] }, 'town/out');
    expect(told(out({ ports: ['till'] }))[0]).toMatch(/^spec\.egress\.0\.destination\.ports: .*named till/);
  });
  test('those that are met say nothing', () => {
    expect(told(enters([allow({ ...TOWN, selector: "app == 'buyer'" })]))).toEqual([]);
  });
});

describe('who enforces them', () => {
  const shut = enters([]);
  test('Calico beside another CNI', () => {
    expect(verdict([shut], { cni: 'canal' })).toBe('UNREACHABLE');
    const daemonSets = ['aws-node', 'calico-node'].map((name) =>
      object(`apps/v1 DaemonSet kube-system/${name}`, {
        selector: { matchLabels: { name } },
        template: { metadata: { labels: { name } }, spec: { containers: [{ name: 'main', image: name }] } },
      }),
    );
    expect(verdict([...daemonSets, shut], {})).toBe('UNREACHABLE');
  });

  test.each(['cilium', 'flannel'])('under %s nobody does, which is told', (cni) => {
    const { verdict: found } = walk([...BOARD, shut], BUY, { cni });
    expect(found).toBe('REACHABLE');
    const { findings } = buildCluster({ objects: [...BOARD, shut], overrides: { cni } });
    expect(findings.map(({ code }) => code)).toContain('POLICY_NOT_READ');
  });

  test('where no CNI is named, Calico is taken to, which is told', () => {
    const { verdict: found, assumptions } = walk([...BOARD, shut]);
    expect(found).toBe('UNREACHABLE');
    expect(assumptions.map(saidAssumption)).toContainEqual(expect.stringContaining('there are policies of Calico'));
  });
});

test('two kinds of one name are told apart by their groups', () => {
  const plain = object('networking.k8s.io/v1 NetworkPolicy oven/wall', { podSelector: {}, ingress: [{}] });
  const ours = enters([deny()], { order: 1 });
  const cluster = buildCluster({ objects: [...BOARD, plain, ours], overrides: CALICO });
  expect(cluster.ofKind('NetworkPolicy').map(({ raw }) => raw)).toEqual([plain]);
  expect(cluster.ofKind('NetworkPolicy.projectcalico.org').map(({ raw }) => raw)).toEqual([ours]);
  expect([...cluster.objects.keys()].filter((key) => key.includes('wall'))).toEqual([
    'NetworkPolicy/oven/wall',
    'NetworkPolicy.projectcalico.org/oven/wall',
  ]);
  expect(cluster.findings.map(({ code }) => code)).not.toContain('DUPLICATE_OBJECT');
});
