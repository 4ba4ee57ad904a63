import type { AlbCondition, AlbMistake } from '../../kubernetes/model/alb.ts';
import type { CloudEntry, GceFault, PendingAddress, StatedBy } from '../../kubernetes/model/balancing.ts';
import type { HealthCheck, NamespacedName } from '../../kubernetes/model/assumption.ts';
import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { DeniedLocation } from '../../kubernetes/model/nginx-ingress.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';

interface OfIngress {
  readonly ingress: NamespacedName;
}

/** Who may connect to a load balancer, and where it is stated. */
interface OfRanges {
  readonly ranges: readonly Cidr[];
  readonly by: StatedBy;
}

/** What there is to say of Ingresses and what serves them. */
export interface IngressCauseDetails {
  readonly INGRESS_NOT_SERVED: /** Its controller's Service waits for an address. */
    | (OfIngress & {
        readonly is: 'PENDING';
        readonly service: NamespacedName;
        /** Why it waits, where that is known. */
        readonly because?: PendingAddress;
      })
    | (OfIngress & {
        readonly is: 'NO_ADDRESS';
        readonly service: NamespacedName;
        readonly type?: ClusterService['type'];
      })
    | (OfIngress & { readonly is: 'PASSED_OVER'; readonly service: NamespacedName })
    /** A cloud's load balancer sends to node ports, and the Service has none. */
    | (OfIngress & {
        readonly is: 'NO_NODE_PORT';
        readonly service: NamespacedName;
        readonly type: ClusterService['type'];
      })
    /** A cloud's load balancer sends to nodes or pods, and the Service is a name. */
    | (OfIngress & { readonly is: 'EXTERNAL_NAME'; readonly by: CloudEntry['by']; readonly service: NamespacedName })
    /** The Service names a BackendConfig that is not there. `has`: those of its namespace. */
    | (OfIngress & {
        readonly is: 'NO_BACKEND_CONFIG';
        readonly service: NamespacedName;
        readonly config: string;
        readonly has: readonly string[];
      })
    /** Its controller cannot read an annotation that a rule needs. */
    | (OfIngress & { readonly is: 'ANNOTATION_UNREADABLE'; readonly annotation: string; readonly mistake: AlbMistake })
    /** Another one of its group states other ranges for the same port. */
    | (OfIngress &
        OfRanges & { readonly is: 'RANGES_CONFLICT'; readonly port: Port; readonly other: OfIngress & OfRanges })
    /** The parameters of its class are not for its namespace. */
    | (OfIngress & { readonly is: 'NAMESPACE_NOT_SELECTED'; readonly params: string })
    /** Google's controller takes no Ingress that names its class by the field. */
    | (OfIngress & { readonly is: 'CLASS_BY_FIELD'; readonly className: string })
    /** Google's controller fails to sync it. */
    | (OfIngress & GceFault)
    /** The cloud's load balancer listens at other ports. `off`: what has it not listen at that of HTTP. */
    | (OfIngress & {
        readonly is: 'NO_LISTENER';
        readonly by: CloudEntry['by'];
        readonly port: Port;
        readonly ports: readonly Port[];
        readonly off?: string;
      })
    | (OfIngress & {
        readonly is: 'NO_CONTROLLER';
        readonly className: string;
        readonly classes: readonly string[];
      });
  readonly INGRESS_NO_MATCH:
    | { readonly is: 'HOST'; readonly host: string; readonly path: string; readonly hosts: readonly string[] }
    | {
        readonly is: 'PATH';
        readonly host: string;
        readonly path: string;
        readonly paths: readonly { readonly path: string; readonly pathType: string }[];
      }
    | (OfIngress & { readonly is: 'PASSED_OVER' })
    | (OfIngress & { readonly is: 'OTHER_CLASS'; readonly className: string })
    | (OfIngress & { readonly is: 'CANARY_ALONE' })
    /** Host and path fit, and conditions that an annotation states do not. */
    | (OfIngress & {
        readonly is: 'CONDITIONS';
        readonly annotation: string;
        readonly unmet: readonly AlbCondition['field'][];
      });
  /** The security group of an ALB lets the client in as little as anybody else who is not in these. */
  readonly INBOUND_RANGE_NOT_ALLOWED: OfIngress & OfRanges & { readonly ip: Ip };
  /** No pod listens where the load balancer asks whether it is healthy. `serves`: the port that is served. */
  readonly HEALTH_CHECK_FAILS: {
    readonly service: NamespacedName;
    readonly check: HealthCheck;
    readonly serves: Port;
  };
  /** A load balancer that is told to answer by itself, with an error, or to send nothing to any of the Services that it is given. */
  readonly INGRESS_ANSWERS_ITSELF: OfIngress & {
    readonly is: 'FIXED_RESPONSE' | 'ALL_WEIGHT_0';
    readonly annotation: string;
    readonly status: number;
  };
  readonly INGRESS_BACKEND_NOT_FOUND: /** `elsewhere`: namespaces that have one of that name. */
    | (OfIngress & {
        readonly is: 'NO_SERVICE';
        readonly service: NamespacedName;
        readonly elsewhere?: readonly string[];
      })
    /** `has`: the actions that there are. */
    | (OfIngress & { readonly is: 'NO_ACTION'; readonly action: string; readonly has: readonly string[] });
  readonly INGRESS_BACKEND_PORT_NOT_FOUND: {
    readonly service: NamespacedName;
    readonly port: Port | string;
    readonly has: readonly Port[];
  };
  /** `annotation`: absent, it is set for all Ingresses. `client`: whose address it was before the way changed it. */
  readonly INGRESS_REFUSES_ADDRESS: OfIngress & {
    readonly is: 'NOT_ALLOWED' | 'DENIED';
    readonly ip: Ip;
    readonly ranges: readonly Cidr[];
    readonly annotation?: string;
    readonly client?: Ip;
    readonly service?: NamespacedName;
  };
  readonly INGRESS_ASKS_FOR_PROOF:
    | (OfIngress & { readonly is: 'BASIC' | 'DIGEST' })
    /** `asks`: the host that decides. `global`: for all Ingresses. */
    | (OfIngress & { readonly is: 'EXTERNAL'; readonly asks: string; readonly global: boolean })
    | (OfIngress & { readonly is: 'CERTIFICATE'; readonly secret: string });
  /** `passthroughOff`: it asks for ssl-passthrough of a controller without --enable-ssl-passthrough. `by`, `text`: what tells which of both the port speaks. */
  readonly INGRESS_BACKEND_PROTOCOL: OfIngress & {
    readonly is: 'PLAIN_TO_TLS' | 'TLS_TO_PLAIN' | 'FASTCGI_TO_OTHER';
    /** What the port speaks in place of FastCGI. */
    readonly speaks?: 'HTTP' | 'HTTPS';
    readonly service: NamespacedName;
    readonly port: Port;
    readonly by: 'appProtocol' | 'name' | 'containerName' | 'number';
    readonly text: string;
    readonly passthroughOff?: true;
  };
  readonly INGRESS_ANNOTATION_INVALID: OfIngress & DeniedLocation;
  /** `service`: in front of the controller. */
  readonly INGRESS_PROXY_PROTOCOL: {
    readonly is: 'EXPECTED' | 'UNEXPECTED';
    readonly pod: NamespacedName;
    readonly service?: NamespacedName;
  };
}
