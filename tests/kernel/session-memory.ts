import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Observation } from './compare.ts';
import type { LabFlow } from './flows.ts';

/** A Service that remembers longer than this is not waited for. */
const LONGEST_WAIT = 5;
const MARGIN = 0.3;

/** Seconds after which the Service of a flow has forgotten its clients; 0: it has none, or not while we watch. */
export function pauseAfter(cluster: Cluster, { service }: LabFlow): number {
  const found = service === undefined ? undefined : cluster.service(service.namespace, service.name);
  const timeout = found?.sessionAffinityTimeout;
  return timeout === undefined || timeout > LONGEST_WAIT ? 0 : timeout + MARGIN;
}

/**
 * Whether its Service still knows the client after a pause. Where a traffic policy gives some flows of a client fewer
 * endpoints, it may have several; such Services do not count.
 */
export function staysThrough(cluster: Cluster, { service, source, target }: LabFlow, pauseSeconds: number): boolean {
  const found = service === undefined ? undefined : cluster.service(service.namespace, service.name);
  if (found?.sessionAffinityTimeout === undefined || !target.startsWith('clusterIP ') || source.startsWith('ip/'))
    return false;
  const anywhere = found.internalTrafficPolicy === 'Cluster' && found.externalTrafficPolicy === 'Cluster';
  return anywhere && found.sessionAffinityTimeout > 10 * pauseSeconds;
}

/** Seconds for which whatever a flow goes to remembers its clients at least. */
export function shortestMemory(cluster: Cluster, { service }: Pick<LabFlow, 'service'>): number {
  const found = service === undefined ? undefined : cluster.service(service.namespace, service.name);
  return Math.min(
    ...(found === undefined ? cluster.services : [found]).map((each) => each.sessionAffinityTimeout ?? Infinity),
  );
}

/** The tries of one client in their order, apart where, on a busy machine, it may have been forgotten between two of them. */
export function splitByMemory(tries: readonly Observation[], memory: number): readonly (readonly Observation[])[] {
  const runs: Observation[][] = [];
  for (const one of tries) {
    const run = runs.at(-1);
    const before = run?.at(-1)?.sent;
    if (run === undefined || (one.sent?.[1] ?? 0) - (before?.[0] ?? 0) >= memory) runs.push([one]);
    else run.push(one);
  }
  return runs;
}

/** A client whose Service was to remember it and did not, in a sentence. */
export function findForgotten({ flow, forgets, before, after }: PausedFlow): readonly string[] {
  const [first] = before;
  const other = after.find((text) => text !== first);
  if (forgets || first === undefined || other === undefined) return [];
  return [`${flow.source} -> ${flow.to} (${flow.target}): forgotten within its timeout: ${first}, then ${other}`];
}

/** What clients met after their Service had forgotten them. */
export interface Memory {
  /** Clients that were sent elsewhere. */
  readonly forgotten: number;
  /** The natural logarithm of the probability that none would be, if the choice is a free one. */
  readonly noneByChance: number;
}

export const NO_MEMORY: Memory = { forgotten: 0, noneByChance: 0 };

export const addMemories = (one: Memory, other: Memory): Memory => ({
  forgotten: one.forgotten + other.forgotten,
  noneByChance: one.noneByChance + other.noneByChance,
});

export interface PausedFlow {
  readonly flow: LabFlow;
  readonly expected: ReadonlyMap<string, number>;
  readonly forgets: boolean;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Of each client and Service port one flow to the clusterIP counts: others share its choice. */
export function comparePauses(flows: readonly PausedFlow[]): Memory {
  const clients = new Map<string, PausedFlow>();
  for (const one of flows) {
    const { source, service, target } = one.flow;
    if (!one.forgets || !target.startsWith('clusterIP ') || source.startsWith('ip/')) continue;
    const family = one.flow.to.includes('[') ? 6 : 4;
    const key = [source, service?.namespace, service?.name, service?.port, family].join();
    if (!clients.has(key)) clients.set(key, one);
  }
  const all = [...clients.values()];
  return {
    forgotten: all.filter(({ before, after }) => before[0] !== after[0]).length,
    noneByChance: all.reduce(
      (sum, { expected }) => sum + Math.log([...expected.values()].reduce((same, chance) => same + chance ** 2, 0)),
      0,
    ),
  };
}
