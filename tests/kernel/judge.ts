import { formatLab } from '../../src/engine/dataplane/lab/format-lab.ts';
import { nodeNamespace, ROUTER } from '../../src/engine/dataplane/namespace-names.ts';
import { buildCluster } from '../../src/engine/kubernetes/build-cluster.ts';
import type { Cluster } from '../../src/engine/kubernetes/cluster.ts';
import type { RawObject } from '../../src/engine/kubernetes/object.ts';
import type { Outcome } from '../../src/engine/routing/outcome.ts';
import type { RequestSource } from '../../src/engine/routing/request.ts';
import { createRouter } from '../../src/engine/routing/router.ts';
import { expectations, findDifferences, observedText, triesFor } from './compare.ts';
import { listFlowFeatures } from './flow-features.ts';
import { createFlows, type LabFlow } from './flows.ts';
import { type LabRequest, type LabRound, runLab } from './machine.ts';
import { createRandom } from './random.ts';
import { findBrokenPromises, promisedAnswers } from './service-promise.ts';
import { comparePauses, type Memory, NO_MEMORY, pauseAfter } from './session-memory.ts';

/** What came of one scenario. */
export interface Judgement {
  readonly flows: number;
  readonly tries: number;
  /** "internet -> tcp://…: …" */
  readonly differences: readonly string[];
  /** What the flows asked for and how they ended, for the coverage. */
  readonly seen: ReadonlySet<string>;
  readonly memory: Memory;
}

export interface JudgeOptions {
  /** Absent: the bridge. */
  readonly cni?: string;
  readonly seed: number;
  readonly flowCount: number;
  /** Absent: a sample. */
  readonly flows?: readonly LabFlow[];
}

interface Foretold {
  readonly flow: LabFlow;
  readonly expected: ReadonlyMap<string, number>;
  readonly seen: readonly string[];
  /** Its Service forgets its clients while we watch. */
  readonly forgets: boolean;
}

const STICKY_TRIES = 4;

/** Builds the cluster as a lab, makes connections in it, and compares with what the engine foretells. */
export async function judge(
  objects: readonly RawObject[],
  { seed, flowCount, flows, cni = 'bridge' }: JudgeOptions,
): Promise<Judgement> {
  const cluster = buildCluster({ objects, overrides: { cni } });
  const router = createRouter(cluster);
  const foretold = (flows ?? createFlows(cluster, createRandom(seed ^ 0x5eed), flowCount)).flatMap(
    (flow): readonly Foretold[] => {
      const traced = router.trace({ from: flow.from, to: flow.to });
      if (!traced.ok) throw new Error(`${flow.source} -> ${flow.to}: ${traced.error.message}`);
      const { outcomes } = traced.value;
      if (!outcomes.every((outcome) => staysOnItsWay(outcome, flow.from))) return [];
      return [
        {
          flow,
          expected: expectations(outcomes, flow.from),
          seen: listFlowFeatures(cluster, flow, outcomes),
          forgets: pauseAfter(cluster, flow) > 0,
        },
      ];
    },
  );
  const script = formatLab(cluster, router.network);
  if (!script.ok) throw new Error(script.message);
  const rounds = await runLab(script.text, planRounds(cluster, foretold));
  const observed = rounds.map((round) => {
    const byFlow = foretold.map((): string[] => []);
    for (const one of round) byFlow[Number(one.id)]?.push(observedText(one));
    return byFlow;
  });
  const differences = foretold.flatMap((one, index) =>
    observed
      .filter((_, round) => round === 0 || one.forgets)
      .flatMap((round) => compare(cluster, one, round[index] ?? [])),
  );
  const [before = [], after = []] = observed;
  const memory =
    after.length === 0
      ? NO_MEMORY
      : comparePauses(
          foretold.map((one, index) => ({ ...one, before: before[index] ?? [], after: after[index] ?? [] })),
        );
  return {
    flows: foretold.length,
    tries: rounds.flat().length,
    differences,
    seen: new Set([
      ...foretold.flatMap((one) => one.seen),
      ...(memory.forgotten > 0 ? ['sessionAffinity ClientIP: forgotten after its timeout'] : []),
    ]),
    memory,
  };
}

/**
 * What was made to enter a node must not come by the router again, which would make it enter once more; and the reply must
 * leave by that node: conntrack there has to see both directions, or the third packet is INVALID to it.
 */
function staysOnItsWay({ legs, disposition }: Outcome, from: RequestSource): boolean {
  // No answer from outside is foretold: one that a node would have to translate back may not come by that node.
  const translated = legs.some(({ request }) => request.flow.destinationIP !== request.final.destinationIP);
  if (disposition === 'EXITS_NETWORK' && translated) return false;
  if (!('enters' in from)) return true;
  const node = nodeNamespace(from.enters);
  return legs.every(
    ({ request, reply }) =>
      request.hops.every(({ namespace }) => namespace !== ROUTER) &&
      (reply === undefined ||
        reply.hops.findLast(({ namespace }) => namespace.startsWith('node/'))?.namespace === node),
  );
}

/** Everything at once, and those whose Service forgets them a second time, when it has. */
function planRounds(cluster: Cluster, foretold: readonly Foretold[]): readonly LabRound[] {
  const requests = foretold.map(
    ({ flow, expected }, index): LabRequest => ({
      id: String(index),
      from: flow.source,
      to: flow.to,
      times: flow.affinity ? STICKY_TRIES : triesFor(expected),
    }),
  );
  const again = requests.filter((_, index) => foretold[index]?.forgets);
  const pauseSeconds = Math.max(0, ...foretold.map(({ flow }) => pauseAfter(cluster, flow)));
  return [{ pauseSeconds: 0, requests }, ...(again.length > 0 ? [{ pauseSeconds, requests: again }] : [])];
}

function compare(cluster: Cluster, { flow, expected }: Foretold, texts: readonly string[]): readonly string[] {
  const promised = promisedAnswers(cluster, flow);
  return [
    ...findDifferences(expected, texts, flow.affinity),
    ...(promised === undefined ? [] : findBrokenPromises(promised, texts, flow)),
  ].map(
    (text) => `${flow.source} -> ${flow.to} (${flow.target}): ${text}; foretold: ${[...expected.keys()].join(' | ')}`,
  );
}
