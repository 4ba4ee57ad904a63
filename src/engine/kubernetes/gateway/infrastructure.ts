import type { LabelIndex } from '../matching/label-index.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { createCursor } from '../model/reader.ts';
import { GATEWAY_CLASS } from '../kinds/gateway-api/gateway-class.ts';
import type { Labels, ServicePortSpec, ServiceSpec } from '../model/specs.ts';
import type { GatewaySpec } from './read/gateway-specs.ts';
import type { Read } from './read/read-cluster.ts';

/** What tells whether a Service is in front of a Gateway's proxy. */
export interface ProxyFront {
  readonly object: Pick<StoredObject, 'ref' | 'labels'>;
  readonly spec: Pick<ServiceSpec, 'type' | 'selector' | 'loadBalancerIngress' | 'clusterIPs'> & {
    readonly ports: readonly Pick<ServicePortSpec, 'port'>[];
  };
}

/** What tells whether a pod is such a proxy. */
export type ProxyPod = Pick<PlannedPod, 'namespace' | 'name' | 'labels'>;

export interface Infrastructure {
  readonly store: PlanStore;
  readonly services: readonly ProxyFront[];
  readonly pods: () => Pick<LabelIndex<ProxyPod>, 'select'>;
}

/** Proxies that serve every Gateway of their class, by the names their installations label pods with. */
const SHARED: readonly {
  readonly names: readonly string[];
  readonly controller: RegExp;
  readonly className: RegExp;
}[] = [
  { names: ['traefik'], controller: /^traefik\.io\//, className: /traefik/ },
  { names: ['nginx-gateway', 'nginx-gateway-fabric'], controller: /^gateway\.nginx\.org\//, className: /nginx/ },
  { names: ['envoy', 'contour'], controller: /^projectcontour\.io\//, className: /contour/ },
  { names: ['kong', 'ingress-kong', 'gateway'], controller: /^konghq\.com\//, className: /kong/ },
  { names: ['haproxy-ingress', 'kubernetes-ingress'], controller: /haproxy/, className: /haproxy/ },
];
const NAME_LABELS = ['app.kubernetes.io/name', 'app'];

/**
 * The given Service in front of a Gateway's proxy: labelled with the Gateway's name (GEP-1762 and what controllers used before),
 * or with one of the addresses its status reports, or in front of the shared proxy of its class. Undefined: none is given.
 */
export function findInfrastructure(gateway: Read<GatewaySpec>, given: Infrastructure): ProxyFront | undefined {
  const candidates = given.services.filter(({ spec }) => spec.selector !== undefined && spec.type !== 'ExternalName');
  return (
    candidates.find(({ object }) => isLabelled(object, gateway)) ??
    candidates.find((service) => hasAddress(service, gateway)) ??
    findShared(gateway, candidates, given)
  );
}

function isLabelled({ labels, ref }: ProxyFront['object'], { namespace, name }: Read<GatewaySpec>): boolean {
  const here = ref.namespace === namespace;
  const envoy = 'gateway.envoyproxy.io/owning-gateway-';
  if (labels[`${envoy}name`] === name && labels[`${envoy}namespace`] === namespace) return true;
  return (
    here && ['gateway.networking.k8s.io/gateway-name', 'istio.io/gateway-name'].some((key) => labels[key] === name)
  );
}

function hasAddress({ object, spec }: ProxyFront, { spec: gateway }: Read<GatewaySpec>): boolean {
  const { statusIPs, statusHostnames } = gateway;
  const points = spec.loadBalancerIngress ?? [];
  const own = [...points.flatMap(({ ip }) => ip ?? []), ...spec.clusterIPs];
  const hosts = points.flatMap(({ hostname }) => hostname?.toLowerCase() ?? []);
  const inside = `${object.ref.name}.${object.ref.namespace}.svc.`;
  return (
    statusIPs.some((ip) => own.includes(ip)) ||
    statusHostnames.some((host) => hosts.includes(host) || host.startsWith(inside))
  );
}

function findShared(
  { spec: { className, listeners } }: Read<GatewaySpec>,
  candidates: readonly ProxyFront[],
  { store, pods }: Infrastructure,
): ProxyFront | undefined {
  const known = SHARED.find(({ controller, className: pattern }) => {
    const name = controllerName(store, className);
    return name === undefined ? pattern.test(className) : controller.test(name);
  });
  if (known === undefined) return undefined;
  const rank = ({ spec }: ProxyFront): number => ['LoadBalancer', 'NodePort', 'ClusterIP'].indexOf(spec.type);
  return candidates
    .filter(({ spec }) => spec.ports.some(({ port }) => listeners.some((listener) => listener.port === port)))
    .filter(({ object, spec }) =>
      pods()
        .select(object.ref.namespace ?? 'default', spec.selector ?? {})
        .some(({ labels }) => isNamed(labels, known.names)),
    )
    .sort((a, b) => rank(a) - rank(b))[0];
}

function isNamed(labels: Labels, names: readonly string[]): boolean {
  return NAME_LABELS.some((key) => names.includes(labels[key] ?? ''));
}

/** spec.controllerName of a GatewayClass; undefined when the class is not given. */
function controllerName(store: PlanStore, className: string): string | undefined {
  const found = store.ofKind('GatewayClass').find(({ ref }) => ref.name === className);
  return found && GATEWAY_CLASS.read(createCursor(found.raw, [])).spec.controllerName;
}
