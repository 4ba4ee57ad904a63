import type { Assumption, ObjectRef } from '../kubernetes/object.ts';
import type { Disposition, Trace } from '../linux/trace.ts';
import type { Flow } from '../net/flow.ts';
import type { Ip } from '../net/ip.ts';
import type { CauseCode } from './cause.ts';

/** A change to an object that makes the request succeed: set `path` of `object` to `value` (undefined removes it). */
export interface Fix {
  /** What to do, in a sentence. */
  readonly text: string;
  readonly object?: ObjectRef;
  readonly path?: readonly (string | number)[];
  readonly value?: unknown;
}

/** Why an outcome failed. */
export interface Cause {
  readonly code: CauseCode;
  readonly message: string;
  readonly object?: ObjectRef;
  /** Field of the object, e.g. ["spec", "selector"]. */
  readonly path?: readonly (string | number)[];
  readonly fix?: Fix;
}

export interface DnsLookup {
  readonly question: string;
  readonly type: 'A' | 'AAAA';
  /** Fully qualified names asked, in order; the last one was answered (or none was). */
  readonly tried: readonly string[];
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly addresses: readonly Ip[];
  /** CNAME targets followed, in order. */
  readonly aliases: readonly string[];
  readonly server: Ip;
}

/** What an HTTP proxy did with the request. */
export interface HttpExchange {
  readonly status: number;
  readonly route?: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly rule: number;
    readonly path?: number;
  };
  readonly backend?: { readonly namespace: string; readonly service: string; readonly port: number | string };
  readonly location?: string;
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
  | { readonly kind: 'CONNECTION' }
  /** The onward connection a proxy opens after it has read the request on the leg before. */
  | { readonly kind: 'PROXIED'; readonly http: HttpExchange }
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
}

export type Verdict = 'REACHABLE' | 'UNREACHABLE' | 'AMBIGUOUS' | 'UNDETERMINED';

/** ACCEPTED and EXITS_NETWORK; through a proxy also a status below 400. */
export function isSuccess(outcome: Pick<Outcome, 'disposition' | 'http'>): boolean {
  const arrived = outcome.disposition === 'ACCEPTED' || outcome.disposition === 'EXITS_NETWORK';
  return arrived && (outcome.http === null || outcome.http.status < 400);
}
