import type { NamespacedName, ProtocolPort } from '../../kubernetes/model/assumption.ts';
import type { Environment } from '../../kubernetes/model/machine.ts';
import type { Coded, NoDetail } from '../../kubernetes/tools/coded.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { LabelRequirement, Labels } from '../../kubernetes/model/specs.ts';
import type { Cidr } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { CauseFacts, OfFirewall, TrafficPolicyField } from './cause-details.ts';
import type { PolicyEnd } from './policy-cause-details.ts';

/**
 * What makes a request succeed. Where it is a change to an object: set `path` of `object` to `value` (undefined removes it). An empty
 * path with a value: create the object.
 */
export type Fix = Coded<FixDetails> & {
  readonly object?: ObjectRef;
  readonly path?: readonly (string | number)[];
  readonly value?: unknown;
  /** Where it is to be asked instead of an object to be changed: the URL of the request that succeeds. Absent: none is known, or nobody has tried. */
  readonly to?: string;
  /** Why the request still fails when this is done; absent: it succeeds, or nobody has tried. */
  readonly leaves?: CauseFacts;
};

interface OfPolicy {
  readonly policy: ObjectRef;
  readonly direction: 'ingress' | 'egress';
  readonly transport: ProtocolPort;
}

/** What there is to do, by code. */
export interface FixDetails {
  // Fields of objects.
  readonly SET_FIELD: { readonly field: string; readonly value: string | number };
  readonly SET_FIELD_OF_BACKEND: { readonly field: string; readonly value: string | number };
  /** Names and places of a list, from the object on. */
  readonly REMOVE_FIELD: { readonly path: readonly (string | number)[] };
  readonly SET_TYPE_LOAD_BALANCER: NoDetail;
  readonly SET_SELECTOR: { readonly selector: Labels };
  readonly SET_TRAFFIC_POLICY: { readonly field: TrafficPolicyField };
  readonly ADD_SOURCE_RANGE: { readonly cidr: Cidr };
  readonly SET_SLICE_PORT: { readonly slice: string; readonly port: Port };
  readonly NAME_PORT_OF: { readonly kind: string; readonly name: string; readonly port: string };
  readonly SET_PROTOCOL_OF: { readonly kind: string; readonly name: string; readonly protocol: Protocol };
  readonly SET_ANNOTATION: { readonly annotation: string; readonly value: string };
  /** To the list that it holds. */
  readonly ADD_TO_ANNOTATION: { readonly annotation: string; readonly value: string };
  /** To what a plugin of a Corefile has in its braces. */
  readonly ADD_LINE: { readonly line: string; readonly to: string };
  readonly REPLACE_LINE: { readonly was: string; readonly line: string };
  readonly PUBLISH_NOT_READY: NoDetail;
  readonly REMOVE_LABEL: { readonly label: string };
  readonly CALL_OR_SET_PORT: { readonly has: Port; readonly port: Port };
  readonly REMOVE_NODE_SELECTOR: { readonly selector: Labels };
  /** A StatefulSet's serviceName, or a pod's subdomain. */
  readonly SET_TO: { readonly value: string };
  /** The one that a StatefulSet's serviceName names. `others`: headless Services that select its pods. */
  readonly CREATE_HEADLESS_SERVICE: {
    readonly service: NamespacedName;
    readonly set: string;
    readonly others: readonly string[];
  };
  readonly SLEEP_BEFORE_STOP: { readonly seconds: number };
  readonly PROBE_OFTEN: NoDetail;
  readonly GIVE_PROBE: { readonly port: Port };

  // Policies.
  /** `unlabelled`: the end that has no labels of its own, so that the rule is for all that the policy selects. */
  readonly ADD_PORT_TO_RULE: OfPolicy & { readonly rule: number; readonly unlabelled?: PolicyEnd };
  readonly ADD_RULE: OfPolicy & { readonly peer: PolicyEnd; readonly unlabelled?: PolicyEnd };
  /** Where those that deny select more than the pods with these labels. `expressions`: what else it asks of their labels; absent: nothing. */
  readonly CREATE_POLICY: OfPolicy & {
    readonly labels: Labels;
    readonly expressions?: readonly LabelRequirement[];
    readonly peer: PolicyEnd;
  };
  /** Counts from 0: the rule before which it goes. */
  readonly ADD_RULE_BEFORE: OfPolicy & { readonly rule: number; readonly peer: PolicyEnd };

  /** Of a rule that denies whatever another one allows. */
  readonly REMOVE_RULE: OfPolicy & { readonly rule: number };

  // Policies of meshes.
  /** A rule of an AuthorizationPolicy that lets the client in, by who it shows itself to be or by its address. */
  readonly ALLOW_CLIENT: { readonly client: string; readonly port: Port };
  /** Of an AuthorizationPolicy; counts from 0. */
  readonly REMOVE_DENIAL: { readonly rule: number };

  // Gateways and routes.
  readonly ADD_LISTENER: { readonly port: Port };
  readonly ADD_HTTP_LISTENER: { readonly port: Port };
  readonly NAME_GATEWAY: { readonly gateway: ObjectRef };
  readonly LET_LISTENER_TAKE_KIND: { readonly listener: string; readonly kind: string };
  readonly LET_LISTENER_TAKE_NAMESPACES: { readonly listener: string; readonly namespaces: readonly string[] };
  readonly ADD_HOSTNAME: { readonly host: string };
  readonly WRITE_AS_RE2: NoDetail;
  readonly WEIGH_BACKEND: { readonly backend: string };
  readonly NAME_SECRET: { readonly secret: string };
  readonly CREATE_GRANT: {
    readonly from: { readonly kind: string; readonly namespace: string };
    readonly to: { readonly kind: string; readonly namespace: string; readonly name: string };
  };

  // Load balancers.
  readonly CREATE_ADVERTISEMENT: { readonly kind: string; readonly pool: string };
  readonly LET_ADVERTISEMENT_SELECT_ALL: { readonly advertisement: ObjectRef };
  readonly ADD_TO_POOL: { readonly pool: string; readonly ip: Ip };
  readonly START_BALANCER: { readonly environment: Environment };

  // Somebody's own machine.
  readonly MAP_PORT: { readonly environment: Environment; readonly port: Port; readonly containerPort: Port };
  readonly FORWARD_PORT: { readonly service: NamespacedName; readonly port: Port; readonly own: Port };
  readonly CALL_LOCALHOST: { readonly port: Port };
  readonly CALL_NODE_PORT: { readonly ip: Ip; readonly port: Port };

  // What whoever asks can do.
  readonly DID_YOU_MEAN: { readonly names: readonly string[] };
  /** What the API server refuses. */
  readonly CORRECT_AND_APPLY: { readonly object: ObjectRef };
  readonly CALL_NAME: { readonly name: string };
  readonly CALL_ADDRESS: { readonly ip: Ip };
  readonly CALL_PORT: { readonly port: Port };
  /** In place of https. `by`: what tells that the port is one of plain HTTP, as it says itself; absent: nothing tells what it speaks. */
  readonly CALL_BY_HTTP: {
    readonly port: Port;
    readonly by?: 'appProtocol' | 'name' | 'containerName' | 'number';
    readonly text?: string;
  };
  readonly CALL_OTHER_ADDRESS_OF_NODE: { readonly port: Port };
  readonly CALL_SERVICE_BY_NAME: NoDetail;
  /** `balancers`: addresses of LoadBalancer Services, those of the Service that is meant if it has any; absent: there are none. */
  readonly CALL_ENTRY_POINT: { readonly balancers?: readonly { readonly service: NamespacedName; readonly ip: Ip }[] };
  readonly SEND_LESS: { readonly bytes: number };
  readonly USE_SCHEME: { readonly scheme: string };
  readonly OPEN_CONNECTION_FOR: { readonly host: string };

  // What whoever runs the cluster can do.
  readonly START_CONTAINER: { readonly container: string };
  readonly LET_CONTAINER_RUN: { readonly container: string; readonly pod: string };
  readonly LET_PROBE_SUCCEED: { readonly pod: string };
  readonly OPEN_GATES: { readonly pod: string; readonly gates: readonly string[] };
  readonly GIVE_ADDRESS_NO_NODE_HAS: NoDetail;
  readonly EXPOSE_SERVICE: NoDetail;
  readonly PUT_SERVICE_IN_FRONT: NoDetail;
  /** `value`: with which the annotation, or the scheme of the IngressClassParams, makes the load balancer one for everybody. */
  readonly ASK_FROM_INSIDE: { readonly value: string } & (
    | { readonly annotation: string }
    | { readonly params: string }
  );
  readonly OPEN_FIREWALL: OfFirewall;
  readonly LET_ADDRESS_BE_GIVEN: NoDetail;
}
