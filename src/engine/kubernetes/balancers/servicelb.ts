import { ipFamily, type Ip } from '../../net/ip.ts';
import type { Labels, ServiceSpec } from '../model/specs.ts';
import type { PendingAddress } from '../model/balancing.ts';
import type { RawObject } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { hashText } from '../tools/text-hash.ts';
import type {
  AddOnLike,
  AskedService,
  Balanced,
  BalancedService,
  BalancerSources,
  PodView,
  ServedNodes,
} from './balancer-planner.ts';

// k3s v1.34 pkg/cloudprovider/servicelb.go.

const PREFIX = 'svccontroller.k3s.cattle.io/';
export const SERVED_NAME = `${PREFIX}svcname`;
const SERVED_NAMESPACE = `${PREFIX}svcnamespace`;
const ENABLED = `${PREFIX}enablelb`;
const POOL = `${PREFIX}lbpool`;
const NAMESPACE = 'kube-system';

/** True for a cluster in which servicelb runs: k3s, also in k3d, unless something else has pools of addresses, or pods of servicelb are given. */
export function runsServicelb(store: PlanStore, hasPools: boolean): boolean {
  if (store.few('DaemonSet', isSetOfServicelb).length > 0) return true;
  return !hasPools && (store.few('Node', isK3s).length > 0 || store.ofKind('Simple').length > 0);
}

const isSetOfServicelb = ({ labels, ref }: StoredObject): boolean => isOwn(labels) || ref.name.startsWith('svclb-');

const isOwn = (labels: Labels): boolean => labels[SERVED_NAME] !== undefined;

/** By its providerID or its instance type. // k3s v1.34 pkg/cloudprovider/instances.go */
function isK3s({ raw, labels }: StoredObject): boolean {
  return (
    textOf(recordOf(raw['spec'])['providerID'])?.startsWith('k3s://') === true ||
    labels['node.kubernetes.io/instance-type'] === 'k3s'
  );
}

/** True when a pod of servicelb with these labels is for the Service. Before 1.23 they do not say its namespace. */
export function servesBy(
  labels: Labels,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): boolean {
  return labels[SERVED_NAME] === name && (labels[SERVED_NAMESPACE] ?? namespace) === namespace;
}

/** On which nodes servicelb is ready for which Service; with externalTrafficPolicy Local those that have a ready pod of it as well. */
export function servedNodes(services: readonly AskedService[], pods: PodView): readonly ServedNodes[] {
  return services.filter(isServed).map(({ object: { ref }, spec }) => {
    const service = { namespace: ref.namespace ?? 'default', name: ref.name };
    const own = pods.select(NAMESPACE, { [SERVED_NAME]: ref.name }).filter(({ labels }) => servesBy(labels, service));
    const local =
      spec.externalTrafficPolicy === 'Local'
        ? new Set(readyNodes(pods, spec.selector === undefined ? [] : pods.select(service.namespace, spec.selector)))
        : undefined;
    const nodes = readyNodes(pods, own).filter((node) => local?.has(node) ?? true);
    return { ...service, nodes: [...new Set(nodes)] };
  });
}

const readyNodes = (view: PodView, pods: ReturnType<PodView['select']>): readonly string[] =>
  pods.flatMap((pod) => (view.isReady(pod) ? (view.nodeNameOf(pod) ?? []) : []));

/** Of type LoadBalancer, without a class. // k8s.io/cloud-provider WantsLoadBalancer */
const isServed = ({ spec }: { readonly spec: Pick<ServiceSpec, 'type' | 'loadBalancerClass'> }): boolean =>
  spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;

/** The DaemonSets that servicelb makes, for Services that have none. */
export function servicelbAddOns(services: readonly AskedService[], store: PlanStore): readonly AddOnLike[] {
  const given = store.ofKind('DaemonSet');
  const labelled = store.ofKind('Node').some(({ labels }) => labels[ENABLED] !== undefined);
  return services
    .filter((service) => isServed(service) && service.spec.ports.length > 0)
    .filter(({ object: { ref } }) => {
      const service = { namespace: ref.namespace ?? 'default', name: ref.name };
      return !given.some(({ labels, raw }) => servesBy(labels, service) || servesBy(templateLabels(raw), service));
    })
    .map(({ object: { ref, labels }, spec }) => {
      const pool = labels[POOL];
      const nodeSelector = labelled ? { [ENABLED]: 'true', ...(pool !== undefined && { [POOL]: pool }) } : undefined;
      return {
        raw: daemonSet({ namespace: ref.namespace ?? 'default', name: ref.name }, spec, nodeSelector),
        assumed: 'SERVICELB_ASSUMED',
      };
    });
}

const templateLabels = (raw: RawObject): Labels =>
  recordOf(recordOf(recordOf(recordOf(raw['spec'])['template'])['metadata'])['labels']) as Labels;

const LONGEST_NAME = 48;

/** Simplification: its name ends in a hash of the Service's names, not in the start of its uid. */
function daemonSet(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { ports }: Pick<ServiceSpec, 'ports'>,
  nodeSelector: Labels | undefined,
): RawObject {
  const hash = hashText(`${namespace}/${name}`).toString(16).padStart(8, '0');
  const own = `svclb-${name.slice(0, LONGEST_NAME).replace(/-+$/, '')}-${hash}`;
  const labels = { app: own, [SERVED_NAME]: name, [SERVED_NAMESPACE]: namespace };
  const tolerate = (key: string, effect?: string) => ({
    key,
    operator: 'Exists',
    ...(effect !== undefined && { effect }),
  });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: own, namespace: NAMESPACE, labels: { [SERVED_NAME]: name, [SERVED_NAMESPACE]: namespace } },
    spec: {
      selector: { matchLabels: { app: own } },
      template: {
        metadata: { labels },
        spec: {
          tolerations: [
            tolerate('node-role.kubernetes.io/master', 'NoSchedule'),
            tolerate('node-role.kubernetes.io/control-plane', 'NoSchedule'),
            tolerate('CriticalAddonsOnly'),
          ],
          ...(nodeSelector && { nodeSelector }),
          containers: ports.map(({ port, protocol }) => {
            const called = `lb-${protocol.toLowerCase()}-${port}`;
            return {
              name: called,
              image: 'rancher/klipper-lb',
              ports: [{ name: called, containerPort: port, hostPort: port, protocol }],
            };
          }),
        },
      },
    },
  };
}

/**
 * A Service's addresses: the ExternalIPs of the nodes that serve it, if one has any, else their InternalIPs.
 * undefined: its status states others, or it is not for servicelb. `all`: every Service of type LoadBalancer.
 */
export function addressByServicelb(
  service: BalancedService,
  { served, nodes }: Pick<BalancerSources, 'served' | 'nodes'>,
  all: readonly BalancedService[],
): Balanced | undefined {
  if (!isServed(service)) return undefined;
  const { spec, ipFamilies } = service;
  const told = (spec.loadBalancerIngress ?? []).flatMap(({ ip }) => ip ?? []);
  const isNodes = (ip: Ip): boolean => nodes.some((node) => node.ips.includes(ip) || node.externalIPs.includes(ip));
  if (told.length > 0) return told.every(isNodes) ? { ips: told, balancing: { by: 'servicelb' } } : undefined;
  const names = nodesOf(service, served);
  const serving = nodes.filter(({ name }) => names.includes(name));
  const external = serving.flatMap(({ externalIPs }) => externalIPs);
  const usable = external.length > 0 ? external : serving.flatMap((node) => node.ips);
  const ips = ipFamilies.flatMap((family) => usable.filter((ip) => ipFamily(ip) === family).toSorted());
  if (ips.length > 0) return { ips, balancing: { by: 'servicelb' } };
  return { ips, balancing: { by: 'servicelb', pending: whyPending(service, served, all) } };
}

const nodesOf = ({ ref }: Pick<BalancedService, 'ref'>, served: readonly ServedNodes[]): readonly string[] =>
  served.find(({ namespace, name }) => name === ref.name && namespace === (ref.namespace ?? 'default'))?.nodes ?? [];

/** No node has its ports free, as another Service has one of them; or none has a pod that is ready. */
function whyPending(
  service: BalancedService,
  served: readonly ServedNodes[],
  all: readonly BalancedService[],
): PendingAddress {
  for (const { protocol, port } of service.ports) {
    const other = all.find(
      (each) =>
        each !== service &&
        nodesOf(each, served).length > 0 &&
        each.ports.some((own) => own.protocol === protocol && own.port === port),
    );
    if (other === undefined) continue;
    const holder = { namespace: other.ref.namespace ?? 'default', name: other.ref.name };
    return { code: 'NODE_PORTS_TAKEN', detail: { protocol, port, holder } };
  }
  return { code: 'NO_NODE', detail: { local: service.spec.externalTrafficPolicy === 'Local' } };
}
