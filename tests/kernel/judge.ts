import { formatLab } from '../../src/engine/dataplane/lab/format-lab.ts';
import { buildCluster } from '../../src/engine/kubernetes/build-cluster.ts';
import type { RawObject } from '../../src/engine/kubernetes/object.ts';
import { createRouter } from '../../src/engine/routing/router.ts';
import { expectations, findDifferences, observedText, triesFor } from './compare.ts';
import { createFlows, type LabFlow } from './flows.ts';
import { bringUp } from './machine.ts';
import { createRandom } from './random.ts';
import { findBrokenPromises, promisedAnswers } from './service-promise.ts';

/** What came of one scenario. */
export interface Judgement {
  readonly flows: number;
  readonly tries: number;
  /** "internet -> tcp://…: …" */
  readonly differences: readonly string[];
  /** What the flows asked for and how they ended, for the coverage. */
  readonly seen: ReadonlySet<string>;
}

export interface JudgeOptions {
  readonly seed: number;
  readonly flowCount: number;
  /** Absent: a sample. */
  readonly flows?: readonly LabFlow[];
}

interface Foretold {
  readonly flow: LabFlow;
  readonly expected: ReadonlyMap<string, number>;
  readonly seen: readonly string[];
}

/** Builds the cluster as a lab, makes connections in it, and compares with what the engine foretells. */
export async function judge(
  objects: readonly RawObject[],
  { seed, flowCount, flows }: JudgeOptions,
): Promise<Judgement> {
  const cluster = buildCluster({ objects });
  const router = createRouter(cluster);
  const foretold = (flows ?? createFlows(cluster, createRandom(seed ^ 0x5eed), flowCount)).map((flow): Foretold => {
    const traced = router.trace({ from: flow.from, to: flow.to });
    if (!traced.ok) throw new Error(`${flow.source} -> ${flow.to}: ${traced.error.message}`);
    const { outcomes } = traced.value;
    const seen = outcomes.flatMap(({ disposition, masqueraded, destination, legs }) => [
      `${flow.target}: ${disposition}`,
      ...(masqueraded ? ['masqueraded'] : []),
      ...(destination?.kind === 'Pod' && flow.source === `pod/${destination.namespace}/${destination.name}`
        ? [
            legs.some((leg) => leg.request.flow.destinationIP !== leg.request.final.destinationIP)
              ? 'hairpin'
              : 'to itself',
          ]
        : []),
    ]);
    return { flow, expected: expectations(outcomes), seen };
  });
  const machine = await bringUp(formatLab(cluster, router.network));
  try {
    const requests = foretold.map(({ flow, expected }, index) => ({
      id: String(index),
      from: flow.source,
      to: flow.to,
      times: flow.affinity ? 4 : triesFor(expected),
    }));
    const observed = new Map<string, string[]>(requests.map(({ id }) => [id, []]));
    const observations = await machine.request(requests);
    for (const one of observations) observed.get(one.id)?.push(observedText(one));
    const differences = foretold.flatMap(({ flow, expected }, index) => {
      const texts = observed.get(String(index)) ?? [];
      const promised = promisedAnswers(cluster, flow);
      return [
        ...findDifferences(expected, texts, flow.affinity),
        ...(promised === undefined ? [] : findBrokenPromises(promised, texts, flow)),
      ].map(
        (text) =>
          `${flow.source} -> ${flow.to} (${flow.target}): ${text}; foretold: ${[...expected.keys()].join(' | ')}`,
      );
    });
    const seen = new Set(foretold.flatMap((one) => one.seen));
    return { flows: foretold.length, tries: observations.length, differences, seen };
  } finally {
    await machine.down();
  }
}
