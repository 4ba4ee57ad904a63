import type { ObjectRef } from '../../../engine/objects.ts';
import type { CauseCode, Cause } from '../../../engine/outcomes.ts';

/** What a command about a failed request may name. */
export interface Failed {
  readonly cause: Pick<Cause, 'code' | 'object' | 'path'>;
  /** The pod that asked; absent: no pod did. */
  readonly client?: ObjectRef;
  /** The host as the request names it. */
  readonly host: string;
}

/** A command that shows on the real cluster what the cause says; undefined: there is none that would. */
export function kubectlCommand(failed: Failed): string | undefined {
  return COMMANDS[failed.cause.code](failed);
}

type Command = (failed: Failed) => string | undefined;

const shown: Command = ({ cause: { object, path } }) => object && show(object, path);
const described: Command = ({ cause: { object } }) => object && `kubectl describe ${named(object)}`;
const endpoints: Command = ({ cause: { object } }) =>
  object?.kind === 'Service'
    ? `kubectl get endpointslices${inNamespace(object)} -l ${quote(`kubernetes.io/service-name=${object.name}`)}`
    : object && show(object);
const listening: Command = ({ cause: { object } }) =>
  object?.kind === 'Pod'
    ? `kubectl debug ${named({ ...object, kind: 'Pod' })} -it --image=busybox -- netstat -ltnu`
    : object && show(object);
const asked: Command = ({ client, host }) =>
  client && `kubectl exec${inNamespace(client)} ${quote(client.name)} -- nslookup ${quote(host)}`;
const routesOfNode: Command = ({ cause: { object } }) =>
  object?.kind === 'Node'
    ? `kubectl debug node/${quote(object.name)} -it --image=busybox -- ip route`
    : object && show(object);
const none: Command = () => undefined;

/** By what each cause is about; a cause without an entry does not compile. */
const COMMANDS: Readonly<Record<CauseCode, Command>> = {
  SERVICE_HAS_NO_ENDPOINTS: endpoints,
  SERVICE_NOT_PROXIED: shown,
  SERVICE_SELECTOR_MATCHES_NOTHING: ({ cause: { object } }) =>
    object && `kubectl get pods${inNamespace(object)} --show-labels`,
  NO_READY_ENDPOINTS: endpoints,
  NO_LOCAL_ENDPOINTS: endpoints,
  SOURCE_RANGE_NOT_ALLOWED: shown,
  NOTHING_LISTENS: listening,
  LISTENS_ON_OTHER_ADDRESS: shown,
  CONTAINER_DOWN: described,
  PORT_NOT_IN_SERVICE: shown,
  NAME_NOT_FOUND: asked,
  DNS_UNREACHABLE: asked,
  POD_NOT_RUNNING: described,
  NO_ROUTE: routesOfNode,
  ADDRESS_NOT_PUBLIC: shown,
  POD_NETWORK_NOT_ROUTED: described,
  SOURCE_NOT_PUBLIC: shown,
  FIREWALL_CLOSED: shown,
  ADDRESS_UNUSED: () => 'kubectl get pods,services -A -o wide',
  NO_ADDRESS_OF_FAMILY: shown,
  INGRESS_NOT_SERVED: described,
  INGRESS_NO_MATCH: described,
  INGRESS_BACKEND_NOT_FOUND: described,
  INGRESS_BACKEND_PORT_NOT_FOUND: described,
  INBOUND_RANGE_NOT_ALLOWED: shown,
  HEALTH_CHECK_FAILS: shown,
  INGRESS_ANSWERS_ITSELF: shown,
  INGRESS_REFUSES_ADDRESS: shown,
  INGRESS_ASKS_FOR_PROOF: shown,
  INGRESS_BACKEND_PROTOCOL: shown,
  INGRESS_ANNOTATION_INVALID: shown,
  INGRESS_PROXY_PROTOCOL: described,
  INGRESS_NO_ENDPOINTS: endpoints,
  GATEWAY_NOT_SERVED: described,
  GATEWAY_NO_LISTENER: shown,
  GATEWAY_LISTENER_INVALID: described,
  GATEWAY_MISDIRECTED: shown,
  GATEWAY_BACKEND_NOT_FOUND: described,
  GATEWAY_NO_ENDPOINTS: endpoints,
  OPENSHIFT_ROUTE_NOT_SERVED: described,
  OPENSHIFT_ROUTE_NO_MATCH: () => 'kubectl get routes.route.openshift.io -A',
  OPENSHIFT_ROUTE_NO_BACKENDS: shown,
  OPENSHIFT_ROUTE_NO_ENDPOINTS: endpoints,
  ROUTE_NOT_ATTACHED: described,
  ROUTE_NO_MATCH: shown,
  ROUTE_HAS_NO_BACKENDS: shown,
  REFERENCE_NOT_GRANTED: ({ cause: { object } }) =>
    object && `kubectl get referencegrants -A && kubectl describe ${named(object)}`,
  STALE_ENDPOINTS: endpoints,
  NOT_LISTENING_YET: described,
  FAILURE_NOT_NOTICED: described,
  NODE_DOWN: described,
  POLICY_DENIES_INGRESS: described,
  POLICY_DENIES_EGRESS: described,
  ADMIN_POLICY_DENIES_INGRESS: described,
  ADMIN_POLICY_DENIES_EGRESS: described,
  MESH_DEMANDS_MUTUAL_TLS: () => 'kubectl get peerauthentications -A',
  MESH_REFUSES: () => 'kubectl get authorizationpolicies.security.istio.io -A',
  MESH_SERVER_SPEAKS_PLAIN: shown,
  PROXY_LOOP: shown,
  LOAD_BALANCER_HAIRPIN: shown,
  PORT_NOT_PUBLISHED: described,
  ADDRESS_NOT_ON_MACHINE: described,
  LOAD_BALANCER_PENDING: described,
  NO_HEALTHY_TARGET: described,
  ADDRESS_NOT_ANNOUNCED: shown,
  MTU_EXCEEDED: none,
  TTL_EXPIRED: routesOfNode,
  LOOPBACK_LEFT_HOST: none,
  MARTIAN_SOURCE: none,
  ANSWER_NOT_SEEN: none,
  RULE_DROPPED: none,
};

function show(object: ObjectRef, path: Cause['path'] = []): string {
  const field = path.filter((part) => typeof part === 'string' || Number.isInteger(part));
  if (field.length === 0) return `kubectl get ${named(object)} -o yaml`;
  return `kubectl get ${named(object)} -o jsonpath=${quote(`{${jsonPath(field)}}`, true)}`;
}

/** kubectl's own spelling: ".spec.ports[0].targetPort", a dot in a name escaped. */
function jsonPath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replace(/[.\\[\]']/g, (sign) => `\\${sign}`)}`))
    .join('');
}

function named(object: ObjectRef): string {
  return `${(Object.hasOwn(RESOURCES, object.kind) ? RESOURCES[object.kind] : undefined) ?? quote(object.kind.toLowerCase())} ${quote(object.name)}${inNamespace(object)}`;
}

/** Kinds whose lower-case name alone could mean another group's. */
const RESOURCES: Readonly<Record<string, string>> = {
  Gateway: 'gateways.gateway.networking.k8s.io',
  HTTPRoute: 'httproutes.gateway.networking.k8s.io',
};

function inNamespace({ namespace }: ObjectRef): string {
  return namespace === undefined ? '' : ` -n ${quote(namespace)}`;
}

/** For a POSIX shell: bare where nothing in it has a meaning there, else in single quotes. */
function quote(text: string, always = false): string {
  return !always && /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
