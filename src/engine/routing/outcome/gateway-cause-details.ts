import type { BackendProblem } from '../../kubernetes/model/gateway-details.ts';
import type { Condition } from '../../kubernetes/gateway/conditions.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Port } from '../../net/ip.ts';

/** A listener of a Gateway or of a set of listeners. */
interface OfListener {
  readonly listener: string;
  readonly owner: ObjectRef;
}

/** What the proxy was asked for. */
export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
}

/** What a rule of a route matches. Absent: anything. */
export interface MatchFacts {
  readonly path?: { readonly type: string; readonly value: string };
  readonly method?: string;
  readonly grpc?: { readonly service?: string; readonly method?: string };
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly query: readonly { readonly name: string; readonly value: string }[];
}

/** What there is to say of failures at a Gateway. */
export interface GatewayCauseDetails {
  readonly GATEWAY_NOT_SERVED:
    | { readonly is: 'NO_ADDRESS'; readonly gateway: ObjectRef; readonly service: ObjectRef }
    | {
        readonly is: 'NO_CONTROLLER';
        readonly gateway: ObjectRef;
        readonly className: string;
        readonly classes: readonly string[];
      }
    /** Nobody has looked why. */
    | { readonly is: 'NOT_EXPLAINED' };
  readonly GATEWAY_NO_LISTENER:
    | {
        readonly is: 'PORT';
        readonly gateway: ObjectRef;
        readonly protocol: string;
        readonly port: Port;
        readonly has: readonly { readonly protocol: string; readonly port: Port }[];
      }
    | {
        readonly is: 'HOST';
        readonly gateway?: ObjectRef;
        readonly port: Port;
        readonly host: string;
        readonly hostnames: readonly string[];
      }
    | (OfListener & {
        readonly is: 'PROTOCOL';
        readonly port: Port;
        readonly protocol: string;
        readonly scheme: string;
      })
    | { readonly is: 'NONE'; readonly port: Port };
  readonly GATEWAY_LISTENER_INVALID: OfListener & { readonly because?: Condition };
  readonly GATEWAY_MISDIRECTED: {
    readonly serverName: string;
    readonly listener: string;
    readonly host: string;
    /** The listener that the host belongs to. */
    readonly other: string;
  };
  readonly GATEWAY_BACKEND_NOT_FOUND: { readonly route: ObjectRef; readonly because: BackendProblem };
  /** `because` absent: it names nothing to be attached to. `gateway`: what it was meant for; absent: there is none. */
  readonly ROUTE_NOT_ATTACHED: {
    readonly route: ObjectRef;
    readonly gateway?: ObjectRef;
    readonly because?: Condition;
  };
  readonly ROUTE_NO_MATCH:
    | (OfListener & Asked & { readonly is: 'NO_ROUTE' })
    | { readonly is: 'HOST'; readonly listener: string; readonly host: string; readonly hostnames: readonly string[] }
    | (Asked & { readonly is: 'RULES'; readonly matches: readonly MatchFacts[] })
    /** A connection that is not read. `hostnames`: of the routes; absent: there are none. */
    | (OfListener & { readonly is: 'STREAM'; readonly serverName?: string; readonly hostnames?: readonly string[] });
  readonly ROUTE_HAS_NO_BACKENDS: {
    readonly is: 'NONE' | 'ALL_WEIGHT_0';
    readonly route: ObjectRef;
    /** Counts from 0. */
    readonly rule: number;
  };
  readonly REFERENCE_NOT_GRANTED:
    | { readonly is: 'BACKEND'; readonly route: ObjectRef; readonly because: BackendProblem }
    | (OfListener & { readonly is: 'CERTIFICATE'; readonly because?: Condition });
}
