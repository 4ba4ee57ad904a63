import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { ServiceRefusal } from '../../kubernetes/model/service-refusal.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily } from '../../net/ip.ts';

/** The Service behind which nothing stands. */
export interface Behind {
  readonly service: NamespacedName;
  /** It is headless and was asked for by its name, which therefore has no address. */
  readonly headless?: true;
}

/** Why nothing stands behind a Service. */
export interface EmptyCauseDetails {
  readonly SERVICE_HAS_NO_ENDPOINTS:
    | (Behind & { readonly is: 'NOTHING_BEHIND' })
    /** The API server does not take it. */
    | (Behind & { readonly is: 'REFUSED'; readonly refusal: ServiceRefusal })
    /** A slice that is called like one of the Service and does not say whose it is. */
    | (Behind & { readonly is: 'NOT_LABELLED'; readonly slice: string; readonly label: string })
    /** Its slice holds names, which no kube-proxy resolves. */
    | (Behind & { readonly is: 'NAMES_ONLY'; readonly slice: string })
    /** Its Endpoints ask not to be mirrored into a slice, by a label, or are an object of a leader election, by an annotation. */
    | (Behind & { readonly is: 'NOT_MIRRORED'; readonly endpoints: string; readonly by: string })
    /** What was given for it is the address of whoever asks. */
    | (Behind & {
        readonly is: 'LOOPBACK';
        readonly ip: Ip;
        readonly given: { readonly kind: string; readonly name: string };
      })
    /** The virtual machine that it selects is stopped by `field`, nothing starts it, or it cannot run. `status`: what it is told to be. */
    | (Behind & {
        readonly is: 'MACHINE_STOPPED';
        readonly machine: string;
        readonly field: 'running' | 'runStrategy';
        readonly told: string;
        readonly status?: string;
      })
    /** What would make the pods that it selects is told to make none. */
    | (Behind & {
        readonly is: 'SCALED_TO_NONE';
        readonly workload: { readonly kind: string; readonly name: string };
      })
    /** The API server does not take it, as its selector does not match its own template. */
    | (Behind & {
        readonly is: 'WORKLOAD_REFUSED';
        readonly workload: { readonly kind: string; readonly name: string };
      })
    | (Behind & {
        readonly is: 'NO_ADDRESS_OF_FAMILY';
        readonly family: IpFamily;
        readonly pod: string;
        readonly ips: readonly Ip[];
      })
    /** The Service's port and that of what was given for it do not have the same name. Absent or empty: none. */
    | (Behind & {
        readonly is: 'PORT_NAMES';
        readonly port?: string;
        readonly given: { readonly kind: string; readonly name: string; readonly port?: string };
      })
    /** They have it, and not the same protocol. */
    | (Behind & {
        readonly is: 'PORT_PROTOCOLS';
        readonly port: string;
        readonly protocol: Protocol;
        readonly given: { readonly kind: string; readonly name: string; readonly protocol: Protocol };
      })
    /** `has`: another protocol for which pods have a port of the name. */
    | (Behind & {
        readonly is: 'NAMED_PORT';
        readonly protocol: Protocol;
        readonly port: string;
        readonly has?: Protocol;
      })
    /** Nobody has looked why. */
    | { readonly is: 'NOT_EXPLAINED' };
}
