import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { APPS, type Making, NAMESPACES } from './making.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
/** What pods have, by name and by number. */
const NAMED = { TCP: ['http', 8080], UDP: ['dns', 5353], SCTP: ['sig', 3868] } as const;

/** Networks and what may be excepted from them. */
const BLOCKS: Readonly<Record<'IPv4' | 'IPv6', readonly (readonly [string, string])[]>> = {
  IPv4: [
    ['0.0.0.0/0', '10.244.1.0/24'],
    ['10.244.0.0/16', '10.244.2.0/24'],
    ['192.168.10.0/24', '192.168.10.12/32'],
    ['198.51.100.0/24', '198.51.100.96/28'],
  ],
  IPv6: [
    ['::/0', 'fd00:10:244:1::/64'],
    ['fd00:10:244::/56', 'fd00:10:244:2::/64'],
    ['fd00:192::/64', 'fd00:192::c/128'],
    ['2001:db8:ffff::/64', '2001:db8:ffff::100/120'],
  ],
};

/** The namespaces with their labels, and NetworkPolicies of every shape. None: every pod is in the first namespace. */
export function createPolicies(making: Making): readonly RawObject[] {
  const { random, policies, note } = making;
  if (!policies) return [];
  note('NetworkPolicies');
  const namespaces = NAMESPACES.map(
    (name): RawObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name, team: name === 'shop' ? 'a' : 'b' } },
    }),
  );
  const list = Array.from({ length: random.integer(1, 4) }, (_, index) => createPolicy(making, index));
  return [...namespaces, ...list];
}

function createPolicy(making: Making, index: number): RawObject {
  const { random, note } = making;
  const sides = random.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress'], []]);
  note(`policyTypes ${sides.length === 0 ? 'by default' : sides.join(' and ')}`);
  const ingress = sides.length === 0 || sides.includes('Ingress');
  const egress = sides.includes('Egress') || (sides.length === 0 && random.chance(0.5));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${index + 1}`, namespace: random.pick(['shop', 'shop', 'shop', 'pay']) },
    spec: {
      podSelector: createSelector(making),
      ...(sides.length === 0 ? {} : { policyTypes: sides }),
      ...(ingress ? { ingress: createRules(making, 'from') } : {}),
      ...(egress ? { egress: createRules(making, 'to') } : {}),
    },
  };
}

function createSelector({ random, note }: Making): Record<string, unknown> {
  const kind = random.pick(['all', 'labels', 'labels', 'expressions']);
  if (kind === 'all') return {};
  if (kind === 'labels') return { matchLabels: { app: random.pick(APPS) } };
  note('matchExpressions');
  const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const values = operator.endsWith('In') ? { values: random.sample(APPS, 2) } : {};
  return { matchExpressions: [{ key: random.chance(0.9) ? 'app' : 'nothing', operator, ...values }] };
}

function createRules(making: Making, peers: 'from' | 'to'): readonly Record<string, unknown>[] {
  const { random, note } = making;
  const count = random.integer(0, 2);
  if (count === 0) note(`policy without ${peers === 'from' ? 'ingress' : 'egress'} rules`);
  return Array.from({ length: count }, () => ({
    ...(random.chance(0.25) ? {} : { [peers]: Array.from({ length: random.integer(1, 2) }, () => createPeer(making)) }),
    ...(random.chance(0.5) ? {} : { ports: Array.from({ length: random.integer(1, 2) }, () => createPort(making)) }),
  }));
}

function createPeer(making: Making): Record<string, unknown> {
  const { random, families, note } = making;
  const kind = random.pick(['pods', 'namespaces', 'both', 'block', 'block']);
  note(
    `peer by ${{ pods: 'podSelector', namespaces: 'namespaceSelector', both: 'both selectors', block: 'ipBlock' }[kind]}`,
  );
  const namespaces = { matchLabels: { team: random.pick(['a', 'b']) } };
  if (kind === 'pods') return { podSelector: createSelector(making) };
  if (kind === 'namespaces') return { namespaceSelector: random.chance(0.3) ? {} : namespaces };
  if (kind === 'both') return { podSelector: createSelector(making), namespaceSelector: namespaces };
  const four = random.pick(families.split(',')) === 'IPv4';
  const [cidr, except] = random.pick(four ? BLOCKS.IPv4 : BLOCKS.IPv6);
  const excepted = random.chance(0.5);
  if (excepted) note('ipBlock with except');
  return { ipBlock: { cidr, ...(excepted ? { except: [except] } : {}) } };
}

function createPort({ random, note }: Making): Record<string, unknown> {
  const protocol = random.pick(PROTOCOLS);
  const [name, number] = NAMED[protocol];
  const kind = random.pick(['named', 'number', 'range', 'all']);
  note(`policy port ${{ named: 'by name', number: 'by number', range: 'with endPort', all: 'of a protocol' }[kind]}`);
  switch (kind) {
    case 'named':
      return { protocol, port: name };
    case 'number':
      return { ...(protocol === 'TCP' ? {} : { protocol }), port: number };
    case 'range':
      return { protocol, port: number - 80, endPort: number + random.pick([0, 1]) };
    default:
      return { protocol };
  }
}
