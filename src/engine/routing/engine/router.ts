import { buildNetwork, type NetworkViews } from '../../dataplane/build/build-network.ts';
import { rebuildCluster } from '../../kubernetes/build/build-cluster.ts';
import { once } from '../../dataplane/rules/once.ts';
import { policiesIgnored } from '../../dataplane/policy/policy-program.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import { assumedLanguage } from '../../kubernetes/network-policy/policy-language.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import { branches, type Choose, replay } from '../../linux/model/choice.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import type { Cause, Outcome } from '../outcome/outcome.ts';
import type { ParsedRequest } from '../run/parsed-request.ts';
import { parseRequest } from '../run/parse-request.ts';
import { missingPrograms } from './needs.ts';
import type { Programs } from './programs.ts';
import { explanationsOf } from '../run/explanations.ts';
import type { Remark, Explain, Ending, Gathered, TraceLimits } from '../run/routing-programs.ts';
import { withRemarks } from '../run/remarks.ts';
import type { RequestError } from '../request/request-error.ts';
import type { TraceRequest } from '../request/request.ts';
import { requestRunner } from '../run/run-request.ts';
import { gatherWays, TRACE_LIMITS } from '../run/ways/gather-ways.ts';
import { resultOf, type TraceResult } from './result.ts';

export type Traced<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RequestError };

/** The routing engine over one cluster. Pure: the same request always gives the same outcomes. */
export interface Router {
  /** Of the engine that made it. */
  readonly programs: Programs;
  readonly cluster: Cluster;
  readonly network: Network;
  /** Set as long as what walks has yet to be fetched (waiting.ts): nothing else may be asked, and there are no hosts yet. */
  readonly isWaiting?: true;
  /** Every outcome; of more ways than the limits allow those that are not alike. */
  readonly trace: (request: TraceRequest, limits?: TraceLimits) => Traced<TraceResult>;
  /** As `trace`, a walk at a time: yields each outcome when it has been walked. Their probabilities are known at the end. */
  readonly gather: (request: TraceRequest, limits?: TraceLimits) => Traced<Generator<Outcome, TraceResult, undefined>>;
  /** Outcomes one by one, in a fixed order; take one and only one walk has happened. */
  readonly outcomes: (request: TraceRequest) => Traced<Generator<Outcome, void, undefined>>;
  /** The one outcome these choices lead to (missing answers: the first option). */
  readonly replay: (request: TraceRequest, choices: readonly number[]) => Traced<Outcome>;
  /**
   * A cause of one of its outcomes, with the fix tried: it is left out where the request fails by the same cause with it. Where the
   * cluster has more than {@link MOST_PODS} pods, or is that of a moment, the cause as it is.
   */
  readonly tryFix: (request: TraceRequest, cause: Cause) => Cause;
}

export interface RouterOptions {
  /** The network of the cluster before an edit: what the edit did not touch is taken from it. */
  readonly previous?: Network;
  /** What its proxies know, in a cluster in which things have just changed. */
  readonly views?: NetworkViews;
  /** Asked first why a walk failed. */
  readonly explain?: Explain;
}

/** To build a cluster of so many pods again takes no longer than one waits for an answer. */
export const MOST_PODS = 5000;

/** A router over a cluster; nothing is computed before the first request. */
export function createRouter(cluster: Cluster, programs: Programs, options: RouterOptions = {}): Router {
  const { explain, ...rest } = options;
  const { views } = options;
  const { routing } = programs;
  const network = buildNetwork(cluster, programs.network, rest);
  const always = once(() => assumedAlways(cluster, programs));
  const withClients = new Map<string, Network>();
  /** Another outside address makes another outside. */
  const networkFor = ({ source }: ParsedRequest): Network => {
    const ip = source.kind === 'internet' || source.kind === 'wire' ? source.ip : undefined;
    if (ip === undefined || cluster.owner(ip) !== undefined) return network;
    const key = `${source.kind} ${ip}`;
    // On the nodes' link another host makes other neighbours of all nodes.
    const { previous: _, ...own } = rest;
    const options = source.kind === 'wire' ? { ...own, senderIP: ip } : { ...rest, clientIPs: [ip], previous: network };
    const made = withClients.get(key) ?? buildNetwork(cluster, programs.network, options);
    withClients.set(key, made);
    return made;
  };
  const prepare = (request: TraceRequest): Traced<Prepared> => {
    const parsed = parseRequest(cluster, request, explanationsOf(routing));
    if (!parsed.ok) return parsed;
    const own = { network: networkFor(parsed.value), request: parsed.value };
    const about = { cluster, programs: routing, always: always(), ...own };
    const run = requestRunner(explain === undefined ? about : { ...about, explain });
    return { ok: true, value: { run, parsed: parsed.value } };
  };
  const gather: Router['gather'] = (request, limits = TRACE_LIMITS) => {
    const prepared = prepare(request);
    if (!prepared.ok) return prepared;
    const { run, parsed } = prepared.value;
    const { remark, gatherKinds } = routing;
    const found = gatherResult(request, gatherWays(run, { cluster, source: parsed.source, limits, gatherKinds }));
    return {
      ok: true,
      value: remark === undefined ? found : gatherRemarks(remark, { cluster, request: parsed }, found),
    };
  };
  const trace: Router['trace'] = (request, limits) => {
    const found = gather(request, limits);
    if (!found.ok) return found;
    for (;;) {
      const next = found.value.next();
      if (next.done === true) return { ok: true, value: next.value };
    }
  };
  return {
    programs,
    cluster,
    network,
    gather,
    outcomes: (request) => {
      const prepared = prepare(request);
      return prepared.ok ? { ok: true, value: eachOutcome(prepared.value.run) } : prepared;
    },
    trace,
    tryFix: (request, cause) => {
      const outcomesOf = (found: Traced<TraceResult> | undefined): readonly Outcome[] | undefined =>
        found?.ok === true ? found.value.outcomes : undefined;
      const again = (objects: readonly RawObject[]): readonly Outcome[] | undefined => {
        const changed = rebuildCluster(cluster, objects, programs.cluster, programs.follow);
        return outcomesOf(changed && createRouter(changed, programs, { previous: network }).trace(request));
      };
      const instead = (to: string): readonly Outcome[] | undefined => outcomesOf(trace({ ...request, to }));
      const tries = views === undefined && cluster.pods.length <= MOST_PODS;
      return tries
        ? explanationsOf(routing).tryFix(cause, { objects: [...cluster.objects.values()], request, again, instead })
        : cause;
    },
    replay: (request, choices) => {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const { value, ...chance } = replay(prepared.value.run, choices);
      return { ok: true, value: { ...chance, ...value } };
    },
  };
}

/** What stands in for a part of the engine, policies that nobody enforces, and whose they are taken to be: of every walk. */
function assumedAlways(cluster: Cluster, { names }: Programs): readonly Assumption[] {
  const ignored = policiesIgnored(cluster);
  const language = assumedLanguage(cluster);
  return [
    ...missingPrograms(cluster, names),
    ...(ignored === undefined ? [] : [ignored]),
    ...(language === undefined ? [] : [{ code: 'POLICY_LANGUAGE_ASSUMED', detail: { language } } as const]),
  ];
}

interface Prepared {
  readonly run: (choose: Choose) => Ending;
  readonly parsed: ParsedRequest;
}

function* eachOutcome(run: (choose: Choose) => Ending): Generator<Outcome, void, undefined> {
  for (const { value, ...chance } of branches(run)) yield { ...chance, ...value };
}

/** What was not considered is looked for when all ways are known. */
function* gatherRemarks(
  remark: Remark,
  about: { readonly cluster: Cluster; readonly request: ParsedRequest },
  found: Generator<Outcome, TraceResult, undefined>,
): Generator<Outcome, TraceResult, undefined> {
  return withRemarks(remark, about, yield* found);
}

function* gatherResult(
  request: TraceRequest,
  ways: Generator<Outcome, Gathered, undefined>,
): Generator<Outcome, TraceResult, undefined> {
  return resultOf(request, yield* ways);
}
