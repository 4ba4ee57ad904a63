import type { PolicyExplainer } from '../causes/cause-policy.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import type { Choose } from '../../linux/model/choice.ts';
import type { Network } from '../../linux/namespace/namespace.ts';
import type { ProxyStep, SidecarStep, Trace, Disposition } from '../../linux/model/trace.ts';
import type { Ip } from '../../net/ip.ts';
import type { Leg, Cause, HttpExchange, Outcome } from '../outcome/outcome.ts';
import type { EntryPoint, ParsedRequest, Peer, Source } from './parsed-request.ts';
import type { Parsed } from '../request/parse-target.ts';
import type { ClusterGateway } from '../../kubernetes/cluster/cluster-gateway.ts';
import type { Subject } from '../../linux/model/origin.ts';
import type { NotConsidered } from '../outcome/not-considered.ts';
import type { assumedListener } from '../causes/assumed-listener.ts';
import type { cacheCorefileOf, corefileAt } from '../corefile/cache-corefile.ts';
import type { Corefile, corefileOf } from '../corefile/corefile-of.ts';
import type { findLoop, serveCorefile } from '../corefile/serve-corefile.ts';
import type { DnsQuestion } from '../dns/lookup-name.ts';
import type { tryFix } from '../causes/try-fix.ts';
import type { explainService } from '../causes/cause-service.ts';
import type { suggest } from '../request/suggest-names.ts';

// What a run is handed does its work with the run: both are in this file, so that all others of the room come before or after it.

/** What is done with requests that only some of them need. A field is absent: it is not done. */
export interface RoutingPrograms {
  readonly gateways?: GatewayRouting;
  readonly ingresses?: EntryProxy;
  /** What proxies of a mesh beside a pod's containers make of what is redirected to them. */
  readonly sidecars?: EntryProxy;
  /** Of clouds, which serve Ingresses outside the cluster. */
  readonly cloudIngresses?: (run: Run, arrived: Trace) => Proxied | undefined;
  /** Absent: whoever is outside is on the internet. */
  readonly machine?: MachineRouting;
  /** OpenShift's. */
  readonly routes?: EntryProxy;
  /** Absent: causes are missing or say only the plainest. */
  readonly explanations?: Explanations;
  readonly explainPolicy?: PolicyExplainer;
  /** Absent: results name no object that was not considered. */
  readonly remark?: Remark;
  /** Absent: of more ways than the limits the first are walked, and the rest is missing. */
  readonly gatherKinds?: GatherKinds;
  /** Absent: the cluster DNS is taken to be set up as kubeadm does. */
  readonly corefile?: CorefileProgram;
}

/** What somebody's own machine, on which the cluster runs, does with requests; undefined: the cluster runs elsewhere, or the client is another. */
export interface MachineRouting {
  /** What a process that hands a port on makes of a connection that ended there. */
  readonly proxy: (run: Run, arrived: Trace) => Proxied | undefined;
  /** The address from which the machine itself calls. */
  readonly source: (run: Run, destination: Ip) => Ip | undefined;
  /** That the client is this machine. */
  readonly assumed: (run: Run) => Assumption | undefined;
}

/** How a cluster DNS goes by its Corefile. */
export interface CorefileProgram {
  readonly of: typeof corefileOf;
  /** Of a node-local cache. */
  readonly ofCache: typeof cacheCorefileOf;
  readonly at: typeof corefileAt;
  readonly serve: typeof serveCorefile;
  readonly findLoop: typeof findLoop;
}

/** One run of a request through all its legs, one way through all random choices. */
export interface Run {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly programs: RoutingPrograms;
  readonly request: ParsedRequest;
  /** Asked first why a walk failed. */
  readonly explain?: Explain;
  readonly choose: Choose;
  /** Connections walked by runs of the same request: those that differ in other choices share them. */
  readonly walked: Map<string, (choose: Choose) => Connection>;
  /** What every outcome of the request rests on. */
  readonly always: readonly Assumption[];
  /** Legs so far, in order. */
  readonly legs: Leg[];
  /** What a proxy decided about the connection that a walk brought it. */
  readonly decided: Map<Trace, readonly ProxyStep[]>;
  /** By their keys (fact-key.ts). */
  readonly assumptions: Map<string, Assumption>;
  /** What each walk of the request rests on. */
  readonly grounds: Map<Trace, Grounds>;
}

/** What a walk rests on, and the mistakes that put it in doubt. */
export interface Grounds {
  readonly assumptions: readonly Assumption[];
  readonly findings: readonly Finding[];
}

export interface Connection {
  readonly request: Trace;
  readonly reply?: Trace;
  /** What is sent next on it, where that gets lost; absent: nothing is in its way. */
  readonly next?: Trace;
}

/** What a proxy made of a connection that ended at this pod; undefined: it is no such proxy, or knows nothing of it. */
export type EntryProxy = (run: Run, pod: ClusterPod, arrived: Trace) => Proxied | undefined;

/** What the proxies of Gateways do; only clusters that have some need it. */
export interface GatewayRouting {
  readonly proxy: EntryProxy;
  /** Why a connection to a Gateway's address did not get to its proxy, where the Gateway is the reason. */
  readonly explain: (run: Run, failed: Trace) => Cause | undefined;
  /** Why a Gateway has no address the client could use. */
  readonly explainAddress: (cluster: Cluster, gateway: ClusterGateway) => Cause;
  /** Why the routes that name a host are attached to nothing; undefined: none does, or one is attached. */
  readonly explainUnserved: (cluster: Cluster, host: string) => Cause | undefined;
}

/** What a proxy made of the connection that reached it. */
export interface Proxied {
  /** Null: it passes on bytes and reads no HTTP. */
  readonly http: HttpExchange | null;
  /** Set when the proxy itself answers with an error. */
  readonly cause?: Cause;
  /** The walk of the onward connection; absent: the proxy answered by itself. */
  readonly trace?: Trace;
  /** Set when the proxy closes the connection without an answer. */
  readonly disposition?: Disposition;
  /** The Ingress or Gateway that it answers for; absent: not known which. */
  readonly entry?: Subject;
  /** The rule it follows; absent: none. */
  readonly matched?: MatchedRule;
  /** Of a proxy of a mesh beside a pod's containers: what it decided, and what it is to the next one. */
  readonly sidecar?: SidecarStep;
  readonly peer?: Peer;
}

/** A rule of an Ingress or route. What is absent takes every one; without `rule` it is the object's default. */
export interface MatchedRule {
  readonly object: Subject;
  readonly rule?: number;
  readonly host?: string;
  readonly path?: string;
}

/** A query that got no answer: its walk, and the pod that sent it when that was not the client. */
export interface FailedQuery {
  readonly trace: Trace;
  readonly by?: ClusterPod;
  /** It would have got one if the server had not ended, which forwards to itself. */
  readonly halted?: { readonly pod: ClusterPod; readonly corefile: Corefile; readonly forward: string };
}

/** A walk that failed, and where. */
export interface Failure {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly trace: Trace;
  /** Absent: it is no request that somebody asked. */
  readonly request?: ParsedRequest;
  readonly programs: RoutingPrograms;
  readonly explain?: Explain;
}

/** Knows more of why a walk failed than the cluster tells; undefined: it does not. */
export type Explain = (trace: Trace) => Cause | undefined;

/** What a result says beside its outcomes. */
export interface TraceRemarks {
  readonly notConsidered: readonly NotConsidered[];
  /** Some of it could turn the verdict. */
  readonly undetermined: boolean;
}

/** Finds what was not considered of a request that was walked. */
export type Remark = (cluster: Cluster, request: ParsedRequest, outcomes: readonly Outcome[]) => TraceRemarks;

/** An outcome before it is known how likely it is. */
export type Ending = Omit<Outcome, 'probability' | 'choices'>;

/** Work is counted, never timed, so that a request always has the same outcomes. */
export interface TraceLimits {
  /** Ways walked one by one at most. */
  readonly ways: number;
  /** Of more ways than that, those that are not alike at most. */
  readonly kinds: number;
  /** Random choices asked for at most, over all walks. */
  readonly choices: number;
}

export interface Gathered {
  /** Their probabilities sum to 1, but for what is `missing`. */
  readonly outcomes: readonly Outcome[];
  /** Outcomes stand for all that are alike. */
  readonly folded: boolean;
  /** The probability of ways that the outcomes leave out. */
  readonly missing?: number;
}

export interface FoldedWays {
  readonly cluster: Cluster;
  readonly source: Source;
  readonly limits: TraceLimits;
  /** Absent: of more ways than the limits the first are walked. */
  readonly gatherKinds?: GatherKinds | undefined;
}

/** Walks one way of each kind; only requests with more ways than are walked one by one need it. */
export type GatherKinds = (
  run: (choose: Choose) => Ending,
  about: FoldedWays,
) => Generator<Outcome, Gathered, undefined>;

/** Tells why a request failed; fetched when one does (engine/explaining.ts). */
export interface Explanations {
  readonly trace: (failure: Failure) => Cause | undefined;
  /** Why a name has no address for this client. `exists`: it has some, of another family or type. `asked`: of name servers. */
  readonly name: (run: Run, exists: boolean, asked?: readonly DnsQuestion[]) => Cause;
  readonly served: (run: Run, via: EntryPoint) => Cause;
  readonly unreachableDns: (run: Run, failed?: FailedQuery) => Cause;
  readonly service: typeof explainService;
  /** What is taken for granted of the process that took the packet. */
  readonly listener: typeof assumedListener;
  /** A cause with its fix tried. */
  readonly tryFix: typeof tryFix;
  /** Where in the cluster a request enters that says so; a page fetches it with Ingresses and Gateways, or when there are none. */
  readonly entryPoint: (cluster: Cluster, via: unknown) => Parsed<EntryPoint>;
  /** What else a name that is not known could mean. */
  readonly suggest: typeof suggest;
}
