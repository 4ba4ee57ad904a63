import { describe, expect, test } from 'vitest';
import { CNIS } from '../../src/engine/dataplane/cni/cnis.ts';
import type { Outcome } from '../../src/engine/outcomes.ts';
import { stepOrigin } from '../../src/engine/packets.ts';
import type { Step } from '../../src/engine/linux/model/trace.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import type { ClusterOverrides } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { ScenarioDocument, StoryStep } from '../../src/scenario/document/document.ts';
import { cueStep } from '../../src/simulation/playback/timeline.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { UNNAMED_CNI } from '../../src/scenario/story-terms.ts';
import { missedTerms } from '../../src/simulation/workspace/missed-terms.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { buildCluster, buildNetwork } from '../whole-engine.ts';
import { createSimulation } from '../whole-simulation.ts';
import { SHOWN } from './shown.ts';

const NETWORKS: readonly ClusterOverrides[] = [
  ...(['iptables', 'nftables', 'ipvs', 'ebpf'] as const).map((proxyMode) => ({ proxyMode })),
  ...Object.keys(CNIS).map((cni) => ({ cni })),
  ...(['eks', 'gke', 'aks'] as const).map((cloud) => ({ cloud })),
];

/** A step of the walk on the screen with the place where it happens. */
interface Seen {
  readonly place: string;
  readonly step: Step;
}

/** What parts of stories say beyond where they stop, of the requests' steps. */
const CLAIMS: Readonly<
  Record<string, Readonly<Record<number, (seen: readonly Seen[], simulation: Simulation) => boolean>>>
> = {
  'pod-to-service': {
    1: (_, simulation) => !hasInterface(simulation, '10.96.40.12'),
    3: (seen) => routeOf(seen, 'node/node-1')?.startsWith('10.244.') === true && sourcesOf(seen).length === 1,
  },
  'pod-to-pod': {
    0: (seen) => isBridged(seen, 'node/node-1', 'FORWARDED'),
    1: (seen) => isBridged(seen, 'node/node-1', 'LOCAL'),
    2: (seen) =>
      routeOf(seen, 'node/node-1') === '10.244.2.0/24 192.168.0.12' && isBridged(seen, 'node/node-2', 'SENT'),
    3: (seen) => sourcesOf(seen).length === 1,
    4: (_, { document }) => {
      const { objects, interventions, overrides } = document.getState().document;
      const move = { type: 'reschedule', namespace: 'shop', pod: 'orders', node: 'node-3' } as const;
      const moved = buildCluster({ objects, interventions: [...interventions, move], overrides });
      return moved.pods.find(({ name }) => name === 'orders')?.ips[0]?.startsWith('10.244.3.') === true;
    },
  },
  'whose-address': {
    0: (seen) => String(sourcesOf(seen)) === '10.244.1.2',
    1: (seen) => String(sourcesOf(seen)) === '10.244.1.2,192.0.2.11',
    2: (seen) => String(sourcesOf(seen)) === '10.244.1.2,192.0.2.11',
    5: (seen) => sourcesOf(seen).includes('10.244.2.1') && isBridged(seen, 'node/node-2'),
  },
  'service-types': {
    2: (seen, { document }) => {
      const asked = document.getState().router.trace({ from: { pod: 'shop/batch' }, to: 'http://203.0.113.129/' });
      const places = asked.ok ? asked.value.outcomes.flatMap(placesOf) : [];
      const connectsAnew = seen.some(({ place, step }) => place === 'load-balancer' && step.type === 'TRANSLATE');
      return places.length > 0 && places.includes('load-balancer') === connectsAnew;
    },
  },
  'one-address-many-routes': {
    2: (_, { playback }) => {
      const ways = playback.getState().result?.outcomes.filter(({ destination }) => destination?.name === 'cart') ?? [];
      return Math.abs(ways.reduce((sum, { probability }) => sum + probability, 0) - 0.9) < 1e-9;
    },
  },
  'who-may-talk': { 0: isPoliced, 4: isPoliced },
  'what-a-pod-shares': { 2: (seen) => seen.at(-1)?.step.packet.destinationPort === 80 },
  'external-traffic-policy': { 1: (seen) => String(sourcesOf(seen)) === '198.51.100.10' },
  'way-out': { 0: (seen) => String(sourcesOf(seen)) === '10.244.1.2,192.0.2.11' },
  'reading-a-node': { 2: (seen) => routeOf(seen, 'node/node-1') === '10.244.2.0/24 192.0.2.12' },
  'on-eks': {
    0: (seen) => sourcesOf(seen)[0]?.startsWith('192.168.0.') === true,
    // The client's own up to the node, which then puts one of its addresses in its place.
    2: (seen) => {
      const [first = '', ...later] = sourcesOf(seen);
      return !/^(192\.168|10)\./.test(first) && later.some((source) => /^(192\.168\.0|10\.244)\./.test(source));
    },
  },
  'on-gke': { 0: (seen) => sourcesOf(seen)[0]?.startsWith('10.244.1.') === true && !seen.some(isOfBridge) },
  'on-aks': { 0: (seen) => sourcesOf(seen)[0]?.startsWith('10.244.') === true && !seen.some(isOfBridge) },
};

const placesOf = ({ legs }: Outcome): readonly string[] =>
  legs.flatMap(({ request }) => request.hops.map(({ namespace }) => namespace));

/** Some interface of a node has the address. */
function hasInterface({ document }: Simulation, address: string): boolean {
  const { cluster } = document.getState().router;
  const network = buildNetwork(cluster);
  return cluster.nodes.some(({ name }) =>
    network
      .namespace(`node/${name}`)
      ?.interfaces()
      .some(({ addresses }) => addresses.some(({ ip }) => ip === address)),
  );
}

/** Where a host sends a packet on to another one: "RANGE NEXTHOP". */
function routeOf(seen: readonly Seen[], host: string): string | undefined {
  const found = seen.find(({ place, step }) => place === host && step.type === 'ROUTE' && step.action === 'FORWARDED');
  if (found?.step.type !== 'ROUTE') return undefined;
  const { route, nexthop } = found.step.detail;
  return `${route?.destination} ${nexthop?.via}`;
}

const sourcesOf = (seen: readonly Seen[]): readonly string[] => [
  ...new Set(seen.map(({ step }) => step.packet.sourceIP)),
];

function isBridged(seen: readonly Seen[], host: string, action?: string): boolean {
  return seen.some(
    ({ place, step }) => place === host && step.type === 'BRIDGE' && (action === undefined || step.action === action),
  );
}

const isOfBridge = ({ step }: Seen): boolean => step.type === 'BRIDGE' || step.type === 'TUNNEL';

/** Somebody looked at the policies. */
function isPoliced(seen: readonly Seen[]): boolean {
  return seen.some(
    ({ step }) => step.type === 'POLICY' || (step.type === 'RULE' && stepOrigin(step).program === 'network-policy'),
  );
}

/** Without what happens to a packet that carries this one. */
function seenIn({ playback }: Simulation): readonly Seen[] {
  const legs = playback.getState().outcome?.legs ?? [];
  return legs
    .filter(({ kind }) => kind === 'CONNECTION')
    .flatMap(({ request }) => {
      let wrapped = false;
      return request.hops.flatMap((hop) =>
        hop.steps.flatMap((step): readonly Seen[] => {
          if (step.type === 'TUNNEL') wrapped = step.action === 'ENCAPSULATED';
          return wrapped || step.type === 'TUNNEL' ? [] : [{ place: hop.namespace, step }];
        }),
      );
    });
}

/** How the request on the screen can end. */
const endsOf = ({ playback }: Simulation): string =>
  [...new Set(playback.getState().result?.outcomes.map(({ cause, http }) => `${cause?.code} ${http?.status}`))]
    .toSorted()
    .join(', ');

/** What a part shows, where it is not what its text says; undefined: it holds. */
function faultOf(id: string, index: number, simulation: Simulation, ends: string): string | undefined {
  const { timeline, until } = simulation.playback.getState();
  const [place, what] = SHOWN[id]?.[index] ?? [];
  const cue = timeline?.cues[until ?? -1];
  const step = timeline && cue && cueStep(timeline, cue);
  if (endsOf(simulation) !== ends) return `ends as ${endsOf(simulation)}`;
  if (what !== undefined && `${step?.type} ${step?.action}` !== what) return `stops at ${step?.type} ${step?.action}`;
  if (place !== undefined && cue?.namespace.startsWith(place) !== true) return `stops in ${cue?.namespace}`;
  const claim = CLAIMS[id]?.[index];
  return claim === undefined || claim(seenIn(simulation), simulation) ? undefined : 'says what does not happen';
}

function isTold({ holds = {} }: StoryStep, { document }: Simulation): boolean {
  return Object.keys(missedTerms(holds, document.getState().router.cluster.settings)).length === 0;
}

function openWith(document: ScenarioDocument, network: ClusterOverrides): Simulation {
  const { cni, ...others } = document.overrides;
  const isOfMode = network.proxyMode !== undefined;
  return createSimulation({
    initial: { ...document, overrides: { ...others, ...(isOfMode && cni !== undefined && { cni }), ...network } },
  });
}

const nameOf = ({ proxyMode, cni, cloud }: ClusterOverrides): string => proxyMode ?? cni ?? cloud ?? '';

/** How each part's request ends on the lesson's own board. */
function endsOfParts(document: ScenarioDocument): readonly string[] {
  const simulation = createSimulation({ initial: document });
  return document.story.map((_, index) => {
    showStoryStep(simulation, index);
    return endsOf(simulation);
  });
}

describe.each(SCENARIOS.map((lesson) => [lesson.id, lesson] as const))('%s', (id, lesson) => {
  test('what a part shows is so in every proxy mode, network and cloud, or in those it says it tells of', async () => {
    const document = await lesson.load();
    const ends = endsOfParts(document);
    const wrong: string[] = [];
    /** Parts that are false of some proxy mode, or of some network, that they leave out. */
    const narrowed = new Set<string>();
    for (const network of NETWORKS) {
      const simulation = openWith(document, network);
      for (const [index, part] of document.story.entries()) {
        showStoryStep(simulation, index);
        const fault = faultOf(id, index, simulation, ends[index] ?? '');
        if (fault === undefined) continue;
        if (isTold(part, simulation)) wrong.push(`${index + 1} with ${nameOf(network)} ${fault}`);
        else narrowed.add(`${network.proxyMode === undefined ? 'network' : 'mode'} ${index}`);
      }
    }
    expect(wrong).toEqual([]);
    const limited = document.story.flatMap(({ holds }, index) => [
      ...(holds?.cnis === undefined && holds?.open === undefined ? [] : [`network ${index}`]),
      ...(holds?.proxyModes === undefined ? [] : [`mode ${index}`]),
    ]);
    expect(
      limited.filter((each) => !narrowed.has(each)),
      'leaves out nothing that it is false of',
    ).toEqual([]);
    for (const { holds } of document.story)
      for (const cni of holds?.cnis ?? []) expect([...Object.keys(CNIS), UNNAMED_CNI]).toContain(cni);
  });

  test('what it says it tells of is true of its own board', async () => {
    const document = await lesson.load();
    const own = createSimulation({ initial: document });
    expect(document.story.filter((part) => !isTold(part, own)).map(({ title }) => title)).toEqual([]);
  });
});
