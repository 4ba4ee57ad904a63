import { ALERTMANAGER, PROMETHEUS, PROMETHEUS_AGENT, THANOS_RULER } from '../kinds/workloads/monitoring.ts';
import { createObjectReader } from '../cluster/memo.ts';
import type { RawObject } from '../model/object.ts';
import { type StoredObject, storeObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { isRecord, recordOf } from '../model/reader.ts';
import { createReport, type Report } from '../model/report.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import type { AddOnObject } from '../services/addons.ts';
import { plain } from './making.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

type Fields = Readonly<Record<string, unknown>>;
type Spec = Omit<ReturnType<typeof ALERTMANAGER.read>['spec'], 'containers'> & {
  readonly shards?: number;
  readonly thanos?: boolean;
  readonly mode?: string | undefined;
};

interface Port {
  readonly name: string;
  readonly port: number;
  readonly protocol?: 'UDP';
  /** In the pod; absent: as in the Service. */
  readonly target?: string;
}

/** What the operator makes of a kind. */
interface Making {
  readonly kind: 'Prometheus' | 'PrometheusAgent' | 'Alertmanager' | 'ThanosRuler';
  readonly read: (
    object: StoredObject,
    report: Report,
  ) => { readonly spec: Spec; readonly status: { readonly replicas?: number | undefined } };
  /** `app.kubernetes.io/name`, and what the governing Service is called after. */
  readonly app: string;
  /** Of the names of its StatefulSets. */
  readonly prefix: string;
  /** A label that names the object. */
  readonly label: string;
  readonly container: string;
  /** Of the process itself, besides the one of its pages. */
  readonly web: number;
  readonly more: readonly Port[];
  readonly notReady?: true;
}

const MESH: readonly Port[] = [
  { name: 'tcp-mesh', port: 9094, target: 'mesh-tcp' },
  { name: 'udp-mesh', port: 9094, target: 'mesh-udp', protocol: 'UDP' },
];

/** // Prometheus Operator v0.85 pkg/{prometheus/server,prometheus/agent,alertmanager,thanos}/statefulset.go, pkg/prometheus/common.go */
const MAKINGS: readonly Making[] = [
  {
    kind: 'Prometheus',
    read: createObjectReader(PROMETHEUS.read),
    app: 'prometheus',
    prefix: 'prometheus',
    label: 'prometheus',
    container: 'prometheus',
    web: 9090,
    more: [],
  },
  {
    kind: 'PrometheusAgent',
    read: createObjectReader(PROMETHEUS_AGENT.read),
    app: 'prometheus-agent',
    prefix: 'prom-agent',
    label: 'operator.prometheus.io/name',
    container: 'prometheus',
    web: 9090,
    more: [],
  },
  {
    kind: 'Alertmanager',
    read: createObjectReader(ALERTMANAGER.read),
    app: 'alertmanager',
    prefix: 'alertmanager',
    label: 'alertmanager',
    container: 'alertmanager',
    web: 9093,
    more: MESH,
    notReady: true,
  },
  {
    kind: 'ThanosRuler',
    read: createObjectReader(THANOS_RULER.read),
    app: 'thanos-ruler',
    prefix: 'thanos-ruler',
    label: 'thanos-ruler',
    container: 'thanos-ruler',
    web: 10_902,
    more: [{ name: 'grpc', port: 10_901 }],
  },
];

export interface PlannedMonitoring {
  readonly workloads: readonly MakingObject[];
  readonly services: readonly AddOnObject[];
}

/**
 * What the Prometheus Operator makes: StatefulSets, and one headless Service for all objects of a kind in a namespace. What is given
 * under their names stands.
 * Simplification: of the fields of the Prometheus Operator's kinds those are read that decide ports, labels, places and numbers.
 */
export function planMonitoring(store: PlanStore, report: Report): PlannedMonitoring {
  const workloads: MakingObject[] = [];
  const services = new Map<string, AddOnObject>();
  for (const making of MAKINGS)
    for (const object of store.ofKind(making.kind)) {
      const { spec, status } = making.read(object, report);
      if (spec.paused) continue;
      const { namespace = 'default' } = object.ref;
      for (let shard = 0; shard < (spec.shards ?? 1); shard += 1) {
        const raw = workload(object, making, { spec, shard, replicas: status.replicas });
        const made = storeObject(raw, namespace, createReport());
        if (made !== undefined && store.get(made.ref) === undefined)
          workloads.push({ ...plain(made), follows: object.ref });
      }
      const service = governing(making, spec, namespace);
      if (spec.serviceName === undefined && !services.has(`${namespace}/${making.app}`))
        services.set(`${namespace}/${making.app}`, { raw: service, assumed: 'PODS_ASSUMED' });
    }
  return { workloads, services: [...services.values()] };
}

interface Shard {
  readonly spec: Spec;
  readonly shard: number;
  /** In all, as its status tells. */
  readonly replicas: number | undefined;
}

function workload({ ref, raw }: StoredObject, making: Making, { spec, shard, replicas }: Shard): RawObject {
  const { namespace = 'default', name } = ref;
  const isDaemon = spec.mode === 'DaemonSet';
  const own = {
    'app.kubernetes.io/name': making.app,
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    'app.kubernetes.io/instance': name,
    [making.label]: name,
    ...(spec.shards !== undefined && {
      'operator.prometheus.io/name': name,
      ...(!isDaemon && { 'operator.prometheus.io/shard': String(shard) }),
    }),
  };
  const given = recordOf(raw['spec']);
  const { nodeSelector, tolerations, affinity, hostAliases } = given;
  return {
    apiVersion: 'apps/v1',
    kind: isDaemon ? 'DaemonSet' : 'StatefulSet',
    metadata: { namespace, name: `${making.prefix}-${name}${shard === 0 ? '' : `-shard-${shard}`}` },
    spec: {
      selector: { matchLabels: own },
      ...(!isDaemon && { replicas: spec.replicas ?? 1, serviceName: spec.serviceName ?? `${making.app}-operated` }),
      template: {
        metadata: { labels: { ...spec.podMetadata?.labels, ...own } },
        spec: {
          ...withoutUndefined({ nodeSelector, tolerations, affinity, hostAliases }),
          ...(spec.hostNetwork && { hostNetwork: true }),
          containers: patched(containersOf(making, spec), given['containers']),
        },
      },
    },
    ...(replicas !== undefined && spec.shards === 1 && { status: { replicas } }),
  };
}

function containersOf({ container, web, more }: Making, spec: Spec): readonly Fields[] {
  const { listenLocal, portName, thanos } = spec;
  const page = { name: portName, containerPort: web };
  const others = more.map(({ name, port, target, protocol }) => ({
    name: target ?? name,
    containerPort: port,
    ...(protocol !== undefined && { protocol }),
  }));
  const reloader = { name: 'reloader-web', containerPort: 8080 };
  return [
    {
      name: container,
      image: container,
      ports: listenLocal ? others : [page, ...others],
      ...(listenLocal && { args: [`--web.listen-address=127.0.0.1:${web}`] }),
    },
    { name: 'config-reloader', image: 'prometheus-config-reloader', ports: listenLocal ? [] : [reloader] },
    ...(thanos === true
      ? [
          {
            name: 'thanos-sidecar',
            image: 'thanos',
            ports: [
              { name: 'http', containerPort: 10_902 },
              { name: 'grpc', containerPort: 10_901 },
            ],
          },
        ]
      : []),
  ];
}

/** What is given of a container of the same name goes before; others are added. // pkg/k8sutil MergePatchContainers */
function patched(made: readonly Fields[], given: unknown): readonly Fields[] {
  const patches = Array.isArray(given) ? given.filter(isRecord) : [];
  const own = made.map((container) => {
    const patch = patches.find(({ name }) => name === container['name']);
    if (patch === undefined) return container;
    const ports = [...portsOf(container), ...portsOf(patch)];
    const unique = ports.filter(
      (port, at) => !ports.some((other, later) => later > at && other['containerPort'] === port['containerPort']),
    );
    return { ...container, ...patch, ports: unique };
  });
  return [...own, ...patches.filter(({ name }) => !made.some((container) => container['name'] === name))];
}

const portsOf = ({ ports }: Fields): readonly Fields[] => (Array.isArray(ports) ? ports.filter(isRecord) : []);

/** Named after what it governs. */
function governing({ app, web, more, notReady }: Making, { portName, thanos }: Spec, namespace: string): RawObject {
  const extra = thanos === true ? [{ name: 'grpc', port: 10_901 }] : more;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${app}-operated`, namespace },
    spec: {
      clusterIP: 'None',
      ...(notReady && { publishNotReadyAddresses: true }),
      selector: { 'app.kubernetes.io/name': app },
      ports: [{ name: portName, port: web }, ...extra].map(({ name, port, target, protocol }: Port) => ({
        name,
        port,
        targetPort: target ?? name,
        ...(protocol !== undefined && { protocol }),
      })),
    },
  };
}
