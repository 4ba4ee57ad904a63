import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isServed, type Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import { walkOrder } from '../../../src/engine/routing/outcome/leg-order.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Step } from '../../../src/engine/linux/model/trace.ts';
import { createBeats, MOST_BEATS } from '../../../src/engine/routing/story/create-beats.ts';
import type { StepPlace } from '../../../src/engine/routing/story/beat.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { drafts, objectsOf, pickRequests, picks } from '../properties/generated-cluster.ts';

interface PlacedStep {
  readonly place: StepPlace;
  readonly step: Step;
}

/** Every step in the order in which it happens, but those of lookups and of copies. */
function stepsOf({ legs }: Outcome): readonly PlacedStep[] {
  return walkOrder(legs).flatMap((way) => {
    const leg = legs[way.leg];
    if (leg === undefined || leg.kind === 'DNS' || leg.kind === 'MIRRORED') return [];
    return (leg[way.direction]?.hops ?? []).flatMap(({ steps }, hop) =>
      steps.map((step, index) => ({ place: { ...way, hop, step: index }, step })),
    );
  });
}

/** A header is given another address, or a packet goes into another one or comes out of it. */
function mustBeTold({ type, action, detail }: Step): boolean {
  if (type === 'TUNNEL') return action !== 'UNKNOWN_END';
  return (type === 'TRANSLATE' || type === 'IPVS' || type === 'BPF') && detail.changes.length > 0;
}

const textOf = ({ leg, direction, hop, step }: StepPlace): string => `${leg} ${direction} ${hop} ${step}`;

function checkStory(outcome: Outcome): void {
  const beats = createBeats(outcome);
  const order = walkOrder(outcome.legs);
  expect(beats.length).toBeLessThanOrEqual(MOST_BEATS);
  if (order.length === 0) return expect(beats).toEqual([]);
  // An answered request always has enough to tell; one that fails early ends early.
  expect(beats.length, beats.map(({ lead }) => lead.kind).join()).toBeGreaterThanOrEqual(isServed(outcome) ? 5 : 1);
  const marks = beats.flatMap((beat) => beat.marks);
  const rank = ({ leg, direction, hop, step }: StepPlace): readonly number[] => [
    order.findIndex((way) => way.leg === leg && way.direction === direction),
    hop,
    step,
  ];
  for (const [index, { place }] of marks.entries()) {
    const before = marks[index - 1];
    if (before === undefined) continue;
    const [a, b] = [rank(before.place), rank(place)];
    const at = a.findIndex((each, level) => each !== b[level]);
    expect(at < 0 || (a[at] ?? 0) < (b[at] ?? 0), `${textOf(before.place)} before ${textOf(place)}`).toBe(true);
  }
  const told = new Set(marks.map(({ place }) => textOf(place)));
  for (const { place, step } of stepsOf(outcome)) {
    if (mustBeTold(step)) expect(told, `${step.type} ${step.action} at ${textOf(place)}`).toContain(textOf(place));
  }
  const end = order.at(-1);
  const last = beats.at(-1)?.place;
  expect(last && { leg: last.leg, direction: last.direction }).toEqual(end);
  const hops = end && outcome.legs[end.leg]?.[end.direction]?.hops;
  expect(last?.hop).toBe((hops?.length ?? 0) - 1);
  expect(last?.step).toBe((hops?.at(-1)?.steps.length ?? 0) - 1);
  expect(beats.filter(({ fails }) => fails)).toHaveLength(isServed(outcome) ? 0 : 1);
}

describe.each(SCENARIOS)('$id', ({ id, load }) => {
  test('every way of every request is a story', async () => {
    const { objects, overrides, requests } = await load();
    const router = createRouter(buildCluster({ objects, overrides }));
    const told = requests.map((request) => {
      const traced = router.trace(request);
      if (!traced.ok) throw new Error(`${request.to}: ${traced.error.code}`);
      for (const outcome of traced.value.outcomes) checkStory(outcome);
      const [first] = traced.value.outcomes;
      return (first === undefined ? [] : createBeats(first)).map(
        ({ lead, marks, fails }) =>
          `${lead.kind}${marks.length > 1 ? `+${marks.length - 1}` : ''}${fails ? ' fails' : ''}`,
      );
    });
    expect(told).toMatchSnapshot(id);
  });
});

test('a request of any cluster in any mode is a story, whatever becomes of it', () => {
  fc.assert(
    fc.property(drafts, picks, (chosen, numbers) => {
      const router = createRouter(buildCluster({ objects: objectsOf(chosen) }));
      for (const request of pickRequests(router.cluster, numbers)) {
        const result = router.trace(request);
        if (!result.ok) throw new Error(`${JSON.stringify(request)}: ${result.error.code}`);
        for (const outcome of result.value.outcomes) {
          try {
            checkStory(outcome);
          } catch (error) {
            throw new Error(`${JSON.stringify(request)} of ${JSON.stringify(chosen)}`, { cause: error });
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('whichever of several endpoints a packet goes to, a rule has picked it; the only one is picked by none', () => {
  const client: RawObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client' },
    spec: { nodeName: 'alpha', containers: [{ name: 'sh', image: 'sh' }] },
  };
  const node: RawObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'alpha' } };
  const service: RawObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { clusterIP: '10.96.1.1', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  };
  const pod = (index: number): RawObject => ({
    ...client,
    metadata: { name: `web-${index}`, labels: { app: 'web' } },
    spec: { nodeName: 'alpha', containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
  });
  const pickedOn = (replicas: number, proxyMode: 'iptables' | 'nftables' | 'ipvs'): readonly boolean[] => {
    const objects = [node, client, service, ...Array.from({ length: replicas }, (_, index) => pod(index))];
    const router = createRouter(buildCluster({ objects, overrides: { proxyMode } }));
    const traced = router.trace({ from: { pod: 'default/client' }, to: 'http://10.96.1.1/' });
    if (!traced.ok) throw new Error(traced.error.code);
    return traced.value.outcomes.flatMap((outcome) =>
      createBeats(outcome).flatMap(({ lead }) => (lead.kind === 'DESTINATION_CHANGED' ? [lead.facts.chosen] : [])),
    );
  };
  for (const mode of ['iptables', 'nftables', 'ipvs'] as const) {
    expect(pickedOn(3, mode), mode).toEqual([true, true, true]);
    expect(pickedOn(1, mode), mode).toEqual([false]);
  }
});
