import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Disposition, Trace } from '../../linux/model/trace.ts';
import type { Flow } from '../../net/flow.ts';
import type { Ip } from '../../net/ip.ts';
import type { CauseFacts } from './cause-details.ts';
import type { Fix } from './fix.ts';
import type { DnsQuestion, DnsResult } from '../dns/lookup-name.ts';

/** Why an outcome failed. */
export type Cause = CauseFacts & {
  readonly object?: ObjectRef;
  /** Field of the object, e.g. ["spec", "selector"]. */
  readonly path?: readonly (string | number)[];
  readonly fix?: Fix;
};

/** What was asked of one name server for a request's host. */
export interface DnsLookup extends Omit<DnsResult, 'records'> {
  /** The host as the request names it. */
  readonly question: string;
  /** In the order they were sent. */
  readonly questions: readonly DnsQuestion[];
  /** Of the client's resolv.conf. */
  readonly ndots: number;
  readonly server: Ip;
  /** Set when not the client asks but the server it asked: the pod that forwards the question. */
  readonly forwardedBy?: ObjectRef;
}

/** The rule a proxy followed; `rule` and `path` count from 0. */
export interface RouteRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly rule: number;
  readonly path?: number;
}

export interface BackendName {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string;
}

/** What an HTTP proxy did with the request. */
export interface HttpExchange {
  readonly status: number;
  readonly route?: RouteRef;
  readonly backend?: BackendName;
  /** The listener of the Gateway that took the connection. */
  readonly listener?: string;
  readonly location?: string;
  /** Types of the filters that were applied, in order. */
  readonly filters?: readonly string[];
  /** As the route states them, e.g. "10s". */
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
  /** The BackendTLSPolicy by which the proxy speaks TLS to the backend, and the name it expects there. */
  readonly backendTls?: { readonly policy: string; readonly hostname: string };
  /** What an Ingress controller was told to speak to the backend; absent: HTTP. */
  readonly backendProtocol?: string;
  readonly requestSeen?: { readonly path: string; readonly headers: Readonly<Record<string, string>> };
  /** Where TLS ends: at the proxy (with the Secret's name), or not there. */
  readonly tls?: { readonly terminated: boolean; readonly secretName?: string };
}

/** One connection of a request: its packet's way there and the reply's way back. */
export type Leg = {
  readonly request: Trace;
  /** Absent when nothing answers (dropped, no route …). A REJECT or RST is a reply too. */
  readonly reply?: Trace;
} & (
  | { readonly kind: 'DNS'; readonly lookup: DnsLookup }
  /** `continues`: what is sent next on the connection before it, which gets lost. */
  | { readonly kind: 'CONNECTION'; readonly continues?: true }
  /** The onward connection a proxy opens while the one before waits for its reply. `http` null: it passes on bytes. */
  | {
      readonly kind: 'PROXIED';
      readonly http: HttpExchange | null;
      readonly route?: RouteRef;
      readonly backend?: BackendName;
    }
  /** A copy of the request that a proxy sends elsewhere; its reply is thrown away. */
  | { readonly kind: 'MIRRORED'; readonly route: RouteRef; readonly backend: BackendName }
);

export interface OutcomeDestination {
  readonly kind: 'Pod' | 'Node' | 'External';
  readonly namespace?: string;
  readonly name: string;
  readonly container?: string;
}

/** One way a request can go, every random choice followed to its end. */
export interface Outcome {
  readonly probability: number;
  /** The answers to the random choices, in order: replays this outcome. */
  readonly choices: readonly number[];
  /** How many ways it stands for, which differ in which of several like endpoints was picked; absent: itself alone. */
  readonly ways?: number;
  readonly disposition: Disposition;
  readonly cause: Cause | null;
  /** The header where the (last) request packet's walk ended. */
  readonly final: Flow;
  readonly masqueraded: boolean;
  readonly destination: OutcomeDestination | null;
  readonly http: HttpExchange | null;
  /** Disposition of the way back of the last leg; null when there is none. */
  readonly reply: Disposition | null;
  readonly legs: readonly Leg[];
  readonly assumptions: readonly Assumption[];
  /** Mistakes in the objects that put what it rests on in doubt; absent: none. */
  readonly findings?: readonly Finding[];
}

export type Verdict = 'REACHABLE' | 'UNREACHABLE' | 'AMBIGUOUS' | 'UNDETERMINED';

/** True for a status by which a server says that it failed, or whoever asked (RFC 9110 15.5, 15.6). */
export const isHttpError = (status: number): boolean => status >= 400;

/** ACCEPTED and EXITS_NETWORK; through a proxy also a status below 400. */
export function isSuccess(outcome: Pick<Outcome, 'disposition' | 'http'>): boolean {
  const arrived = outcome.disposition === 'ACCEPTED' || outcome.disposition === 'EXITS_NETWORK';
  return arrived && (outcome.http === null || !isHttpError(outcome.http.status));
}

/** A success whose answer gets back to the client, which else waits as if nobody had answered. */
export function isServed(outcome: Pick<Outcome, 'disposition' | 'http' | 'reply'>): boolean {
  return isSuccess(outcome) && (outcome.reply === null || outcome.reply === 'ACCEPTED');
}

/** Whether a rule put another address in the place of the client's: a node that masquerades what it sends itself keeps its own. */
export function hidesClient({ masqueraded, legs, final }: Pick<Outcome, 'masqueraded' | 'legs' | 'final'>): boolean {
  const client = legs.find(({ kind }) => kind === 'CONNECTION')?.request.flow.sourceIP;
  return masqueraded && client !== final.sourceIP;
}
