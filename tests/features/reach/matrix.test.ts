import { REACH } from '../../../src/narration/en/page/later/reach.ts';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { filterTable, namespacesOf } from '../../../src/features/reach/filter-table.ts';
import { createPair } from '../../../src/features/reach/pair.ts';
import { allPeers, createRowMaker, peerName } from '../../../src/features/reach/table.ts';
import type { Table } from '../../../src/features/reach/use-table.ts';
import { decisionWords } from '../../../src/features/reach/decision-words.ts';
import { commonRanges, reachOf } from '../../../src/simulation/views/reach-board.ts';
import { deployment, node } from '../canvas/fixture.ts';
import { buildCluster } from '../../whole-engine.ts';

const container = (name: string, containerPort: number) => ({ name, image: name, ports: [{ containerPort }] });
const OBJECTS: readonly RawObject[] = [
  node(1),
  node(2),
  deployment('web', 2, [container('web', 8080)]),
  deployment('db', 1, [container('db', 5432)]),
];

const policy = (name: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

const ONLY_WEB = policy('only-web', {
  podSelector: { matchLabels: { app: 'db' } },
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }],
});
const ONLY_PARTNERS = policy('partners', {
  podSelector: { matchLabels: { app: 'web' } },
  policyTypes: ['Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }],
});

const clusterOf = (...policies: readonly RawObject[]) => buildCluster({ objects: [...OBJECTS, ...policies] });

function tableOf(now: readonly RawObject[], before?: readonly RawObject[]): Table {
  const [is, was] = [reachOf(clusterOf(...now)), before && reachOf(clusterOf(...before))];
  const sources = allPeers(is.sources, was?.sources);
  const destinations = allPeers(is.destinations, was?.destinations);
  return { sources, destinations, rows: sources.map(createRowMaker(is, was, destinations)) };
}

/** "shop/web → shop/db": its cell. */
function cellOf({ sources, destinations, rows }: Table, from: string, to: string) {
  const row = sources.findIndex(({ peer }) => peerName(peer, REACH.peers) === from);
  return rows[row]?.[destinations.findIndex(({ peer }) => peerName(peer, REACH.peers) === to)];
}

test('a cell says every port, some, none, or that nobody looks', () => {
  const table = tableOf([ONLY_WEB]);
  expect(cellOf(table, 'shop/web', 'shop/db')).toEqual({ state: 'some', text: 'TCP 5432' });
  expect(cellOf(table, 'shop/db', 'shop/web')).toEqual({ state: 'all', text: 'All Connections' });
  expect(cellOf(table, '0.0.0.0–255.255.255.255', 'shop/db')).toEqual({ state: 'none', text: 'No Connections' });
  expect(cellOf(table, 'shop/web', 'shop/web')?.state).toBe('skipped');
});

test('against another cluster a cell says what came, what went and what is another', () => {
  const table = tableOf([ONLY_WEB], []);
  expect(cellOf(table, 'shop/web', 'shop/db')).toMatchObject({ change: 'changed', before: 'All Connections' });
  expect(cellOf(table, '0.0.0.0–255.255.255.255', 'shop/db')).toMatchObject({ change: 'removed' });
  expect(cellOf(table, 'shop/db', 'shop/web')?.change).toBeUndefined();
  expect(cellOf(tableOf([], [ONLY_WEB]), '0.0.0.0–255.255.255.255', 'shop/db')).toMatchObject({ change: 'added' });
});

test('a range that only one side divides is compared part by part: what is as before is no change', () => {
  const table = tableOf([ONLY_PARTNERS], []);
  const ranges = table.destinations
    .filter(({ peer }) => peer.kind === 'external')
    .map(({ peer }) => peerName(peer, REACH.peers));
  expect(ranges).toEqual(['0.0.0.0–203.0.112.255', '203.0.113.0–203.0.113.255', '203.0.114.0–255.255.255.255']);
  expect(cellOf(table, 'shop/web', '203.0.113.0–203.0.113.255')?.change).toBeUndefined();
  expect(cellOf(table, 'shop/web', '0.0.0.0–203.0.112.255')?.change).toBe('removed');
  expect(cellOf(table, 'shop/db', '0.0.0.0–203.0.112.255')?.change).toBeUndefined();
});

test('common ranges cover what either side covers, once and without gaps', () => {
  const [now, before] = [reachOf(clusterOf(ONLY_PARTNERS)), reachOf(clusterOf())];
  const ranges = commonRanges(now.destinations, before.destinations);
  expect(ranges.map(({ first }) => first)).toEqual(['0.0.0.0', '203.0.113.0', '203.0.114.0']);
  expect(ranges.at(-1)?.last).toBe('255.255.255.255');
  expect(new Set(ranges.map(({ before: label }) => label))).toEqual(new Set(['0.0.0.0-255.255.255.255[External]']));
});

test('a filter keeps a namespace and the outside, or only what differs', () => {
  const table = tableOf([ONLY_WEB], []);
  expect(namespacesOf(table)).toEqual(['shop']);
  const elsewhere = filterTable(table, { from: 'pay', to: '', changesOnly: false });
  expect(elsewhere.sources.map(({ peer }) => peer.kind)).toEqual(['external']);
  const different = filterTable(table, { from: '', to: '', changesOnly: true });
  expect(different.destinations.map(({ peer }) => peerName(peer, REACH.peers))).toEqual(['shop/db']);
  expect(different.sources.map(({ peer }) => peerName(peer, REACH.peers))).toEqual([
    'shop/web',
    '0.0.0.0–255.255.255.255',
  ]);
});

test('a pair names its ports, who decides about one, and the request that shows it', () => {
  const cluster = clusterOf(ONLY_WEB, ONLY_PARTNERS);
  const { sources, destinations } = tableOf([ONLY_WEB, ONLY_PARTNERS]);
  const [web, db] = ['shop/web', 'shop/db'].map((name) =>
    sources.find(({ peer }) => peerName(peer, REACH.peers) === name),
  );
  const target = destinations.find(({ peer }) => peerName(peer, REACH.peers) === 'shop/db');
  if (web === undefined || db === undefined || target === undefined) throw new Error('no such workloads');
  const pair = createPair({ reach: reachOf(cluster), cluster }, [web, target], undefined);
  expect(pair.ports).toEqual([{ protocol: 'TCP', port: 5432, open: false }]);
  expect(pair.decision?.allowed).toBe(false);
  if (pair.decision === undefined) throw new Error('nobody decides');
  expect(
    decisionWords(pair.decision.egress, 'egress', { whose: 'shop/web', enforced: true, words: REACH.decisions }),
  ).toEqual({
    sentence: 'NetworkPolicy shop/partners selects shop/web, and no egress rule allows this.',
    policies: [{ key: 'NetworkPolicy/shop/partners', name: 'NetworkPolicy shop/partners' }],
  });
  expect(
    decisionWords(pair.decision.ingress, 'ingress', { whose: 'shop/db', enforced: true, words: REACH.decisions })
      .sentence,
  ).toBe('NetworkPolicy shop/only-web allows this by spec.ingress[0].');
  const open = { by: 'default', allowed: true } as const;
  expect(decisionWords(open, 'ingress', { whose: 'shop/db', enforced: false, words: REACH.decisions }).sentence).toBe(
    'No policy is enforced, so none limits the ingress of shop/db.',
  );
  const pod = cluster.pods.find(({ name }) => name.startsWith('db'));
  expect(pair.request?.to).toBe(`tcp://${pod?.ips[0] ?? ''}:5432`);
  expect(pair.request?.from).toMatchObject({ pod: expect.stringMatching(/^shop\/web-/) });
});
