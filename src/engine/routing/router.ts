import { buildNetwork, type NetworkViews } from '../dataplane/build-network.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Assumption, Finding } from '../kubernetes/object.ts';
import { branches, type Choose, replay } from '../linux/choice.ts';
import type { Network } from '../linux/namespace.ts';
import type { NotConsidered, Outcome, Verdict } from './outcome.ts';
import { type ParsedRequest, parseRequest } from './parse-request.ts';
import type { RequestError, TraceRequest } from './request.ts';
import type { Explain } from './cause-trace.ts';
import { type Ending, requestRunner } from './run-request.ts';
import { verdictOf } from './verdict.ts';

/** All outcomes of a request with their verdict. */
export interface TraceResult {
  readonly id?: string;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
  readonly assumptions: readonly Assumption[];
  /** Mistakes in the objects that put what the outcomes rest on in doubt; absent: none. */
  readonly findings?: readonly Finding[];
  /** Absent: nothing. The outcomes are those without these objects. */
  readonly notConsidered?: readonly NotConsidered[];
}

export type Traced<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RequestError };

/** The routing engine over one cluster. Pure: the same request always gives the same outcomes. */
export interface Router {
  readonly cluster: Cluster;
  readonly network: Network;
  /** Every outcome. */
  readonly trace: (request: TraceRequest) => Traced<TraceResult>;
  /** Outcomes one by one, in a fixed order; take one and only one walk has happened. */
  readonly outcomes: (request: TraceRequest) => Traced<Generator<Outcome, void, undefined>>;
  /** The one outcome these choices lead to (missing answers: the first option). */
  readonly replay: (request: TraceRequest, choices: readonly number[]) => Traced<Outcome>;
}

export interface RouterOptions {
  /** The network of the cluster before an edit: what the edit did not touch is taken from it. */
  readonly previous?: Network;
  /** What its proxies know, in a cluster in which things have just changed. */
  readonly views?: NetworkViews;
  /** Asked first why a walk failed. */
  readonly explain?: Explain;
}

/** A router over a cluster; nothing is computed before the first request. */
export function createRouter(cluster: Cluster, options: RouterOptions = {}): Router {
  const { explain, ...rest } = options;
  const network = buildNetwork(cluster, rest);
  const withClients = new Map<string, Network>();
  /** Another outside address makes another outside. */
  const networkFor = ({ source }: ParsedRequest): Network => {
    if (source.kind !== 'internet' || source.ip === undefined) return network;
    const made =
      withClients.get(source.ip) ?? buildNetwork(cluster, { ...rest, clientIPs: [source.ip], previous: network });
    withClients.set(source.ip, made);
    return made;
  };
  const prepare = (request: TraceRequest): Traced<(choose: Choose) => Ending> => {
    const parsed = parseRequest(cluster, request);
    if (!parsed.ok) return parsed;
    const about = { cluster, network: networkFor(parsed.value), request: parsed.value };
    return { ok: true, value: requestRunner(explain === undefined ? about : { ...about, explain }) };
  };
  const outcomes: Router['outcomes'] = (request) => {
    const prepared = prepare(request);
    return prepared.ok ? { ok: true, value: eachOutcome(prepared.value) } : prepared;
  };
  return {
    cluster,
    network,
    outcomes,
    trace: (request) => {
      const found = outcomes(request);
      if (!found.ok) return found;
      const all = [...found.value];
      const assumptions = new Map(
        all.flatMap((each) => each.assumptions).map((each) => [`${each.code} ${each.message}`, each]),
      );
      const findings = new Map(all.flatMap((each) => each.findings ?? []).map((each) => [each.message, each]));
      const result: TraceResult = {
        verdict: verdictOf(all),
        outcomes: all,
        assumptions: [...assumptions.values()],
        ...(findings.size === 0 ? {} : { findings: [...findings.values()] }),
      };
      return { ok: true, value: request.id === undefined ? result : { id: request.id, ...result } };
    },
    replay: (request, choices) => {
      const prepared = prepare(request);
      if (!prepared.ok) return prepared;
      const { value, ...chance } = replay(prepared.value, choices);
      return { ok: true, value: { ...chance, ...value } };
    },
  };
}

function* eachOutcome(run: (choose: Choose) => Ending): Generator<Outcome, void, undefined> {
  for (const { value, ...chance } of branches(run)) yield { ...chance, ...value };
}
