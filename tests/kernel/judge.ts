import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import type { RequestSource } from '../../src/engine/routing/request/request.ts';
import { findUnfair } from './chance.ts';
import { expectations, findDifferences, type Observation, observedText, triesFor } from './compare.ts';
import { listFlowFeatures } from './flow-features.ts';
import { createFlows, type LabFlow } from './flows.ts';
import { type LabRequest, type LabRound, runLab } from './machine.ts';
import { createRandom } from './random.ts';
import { findBrokenPromises, promisedAnswers } from './service-promise.ts';
import {
  comparePauses,
  findForgotten,
  type Memory,
  NO_MEMORY,
  pauseAfter,
  shortestMemory,
  splitByMemory,
  staysThrough,
} from './session-memory.ts';
import { findBrokenSources } from './source-promise.ts';
import { formatLab, buildCluster, createRouter } from '../whole-engine.ts';

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
  /** So long the listeners do not come to run at first. Absent: they run. */
  readonly stallSeconds?: number;
}

interface Foretold {
  readonly flow: LabFlow;
  readonly expected: ReadonlyMap<string, number>;
  readonly seen: readonly string[];
  /** Its Service forgets its clients while we watch. */
  readonly forgets: boolean;
  /** Who the API says answers, in which shares. */
  readonly promised: ReadonlyMap<string, number> | undefined;
}

const STICKY_TRIES = 4;
/** So often for each endpoint is one flow of a scenario tried, to see that their shares are equal. */
const FAIR_TRIES = 250;
const MOST_FAIR_TRIES = 1000;
/** So many endpoints let a wrong chance be told from a right one: of two, one half is easily right. */
const SHARED_BY = 3;

/** Builds the cluster as a lab, makes connections in it, and compares with what the engine foretells. */
export async function judge(
  objects: readonly RawObject[],
  { seed, flowCount, flows, cni = 'bridge', stallSeconds = 0 }: JudgeOptions,
): Promise<Judgement> {
  const cluster = buildCluster({ objects, overrides: { cni } });
  const router = createRouter(cluster);
  const foretold = (flows ?? createFlows(cluster, createRandom(seed ^ 0x5eed), flowCount)).flatMap(
    (flow): readonly Foretold[] => {
      const traced = router.trace({ from: flow.from, to: flow.to });
      if (!traced.ok) throw new Error(`${flow.source} -> ${flow.to}: ${traced.error.code}`);
      const { outcomes } = traced.value;
      if (!outcomes.every((outcome) => canBeTried(outcome, flow.from))) return [];
      return [
        {
          flow,
          expected: expectations(outcomes),
          seen: listFlowFeatures(cluster, flow, outcomes),
          forgets: pauseAfter(cluster, flow) > 0,
          promised: promisedAnswers(cluster, flow),
        },
      ];
    },
  );
  const script = formatLab(cluster, router.network);
  if (!script.ok) throw new Error(script.message);
  const shared = chooseShared(foretold);
  const planned = planRounds(cluster, foretold, shared);
  const rounds = await runLab(
    script.text,
    planned.map((round, index) => (index === 0 ? { ...round, stallSeconds } : round)),
  );
  const observed = rounds.map((round) => {
    const byFlow = foretold.map((): Observation[] => []);
    for (const one of round) byFlow[Number(one.id)]?.push(one);
    return byFlow;
  });
  const [before = []] = observed;
  const after = observed.find((_, round) => (planned[round]?.pauseSeconds ?? 0) > 0) ?? [];
  const paused = foretold.map((one, index) => ({
    ...one,
    before: textsOf(before[index]),
    after: textsOf(after[index]),
  }));
  const memory = after.length === 0 ? NO_MEMORY : comparePauses(paused);
  const differences = [
    ...foretold.flatMap((one, index) =>
      observed
        .filter((round) => (round[index] ?? []).length > 0)
        .flatMap((round) => compare(cluster, one, round[index] ?? [])),
    ),
    ...paused.flatMap(findForgotten),
  ];
  return {
    flows: foretold.length,
    tries: rounds.flat().length,
    differences,
    seen: new Set([
      ...foretold.flatMap((one) => one.seen),
      ...(memory.forgotten > 0 ? ['sessionAffinity ClientIP: forgotten after its timeout'] : []),
      ...(paused.some(({ forgets, after: again }) => !forgets && again.length > 0)
        ? ['sessionAffinity ClientIP: not forgotten within its timeout']
        : []),
      ...((shared?.promised?.size ?? 0) >= SHARED_BY ? [`equal shares of ${SHARED_BY} endpoints and more`] : []),
    ]),
    memory,
  };
}

/** The lab has no connection from the outside to itself. */
const canBeTried = ({ disposition }: Outcome, from: RequestSource): boolean =>
  !('enters' in from && disposition === 'EXITS_NETWORK');

/** The flow to the most endpoints that get equal shares. */
function chooseShared(foretold: readonly Foretold[]): Foretold | undefined {
  return foretold
    .filter(
      ({ flow, promised }) => !flow.affinity && flow.target.endsWith(' TCP') && promised?.has('timeout') === false,
    )
    .filter(({ promised }) => (promised?.size ?? 0) > 1)
    .toSorted((a, b) => (b.promised?.size ?? 0) - (a.promised?.size ?? 0))[0];
}

/**
 * Everything at once; one flow alone and often, for its shares; after a pause once more those whose Service has forgotten them
 * then, and those it still remembers.
 */
function planRounds(
  cluster: Cluster,
  foretold: readonly Foretold[],
  shared: Foretold | undefined,
): readonly LabRound[] {
  const pauseSeconds = Math.max(0, ...foretold.map(({ flow }) => pauseAfter(cluster, flow)));
  const again = (one: Foretold): boolean => one.forgets || staysThrough(cluster, one.flow, pauseSeconds);
  const requests = (wanted: (one: Foretold) => boolean, times: (one: Foretold) => number): readonly LabRequest[] =>
    foretold.flatMap((one, index) =>
      wanted(one) ? [{ id: String(index), from: one.flow.source, to: one.flow.to, times: times(one) }] : [],
    );
  const fairTries = Math.min(MOST_FAIR_TRIES, FAIR_TRIES * (shared?.promised?.size ?? 0));
  return [
    { pauseSeconds: 0, requests: requests(() => true, timesFor) },
    ...(shared === undefined
      ? []
      : [
          {
            pauseSeconds: 0,
            requests: requests(
              (one) => one === shared,
              () => fairTries,
            ),
          },
        ]),
    ...(pauseSeconds === 0 ? [] : [{ pauseSeconds, requests: requests(again, timesFor) }]),
  ];
}

function timesFor({ flow, expected, promised = expected }: Foretold): number {
  return flow.affinity ? STICKY_TRIES : Math.max(triesFor(expected), triesFor(promised));
}

const textsOf = (seen: readonly Observation[] = []): readonly string[] => seen.map(observedText);

function compare(
  cluster: Cluster,
  { flow, expected, promised }: Foretold,
  seen: readonly Observation[],
): readonly string[] {
  const texts = textsOf(seen);
  const runs = flow.affinity ? splitByMemory(seen, shortestMemory(cluster, flow)) : [seen];
  return [
    ...findDifferences(expected, texts, flow.affinity),
    // From outside routers choose the node by a hash of the flow, of which nobody promises even shares.
    ...(flow.affinity || flow.source === 'internet' ? [] : findUnfair(expected, texts)),
    ...findBrokenSources(cluster, flow, texts),
    ...(promised === undefined ? [] : runs.flatMap((run) => findBrokenPromises(promised, textsOf(run), flow))),
  ].map(
    (text) => `${flow.source} -> ${flow.to} (${flow.target}): ${text}; foretold: ${[...expected.keys()].join(' | ')}`,
  );
}
