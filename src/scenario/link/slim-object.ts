import type { RawObject } from '../../engine/kubernetes/object.ts';
import { PROXY_PROTOCOL } from '../../engine/routing/onward.ts';

type Fields = Readonly<Record<string, unknown>>;

const WORKLOADS = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job']);
/** Of kinds that may hold more than networking, the fields that enter a link. */
const CONFIGURATION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  KubeProxyConfiguration: [
    'mode',
    'clusterCIDR',
    'detectLocalMode',
    'detectLocal',
    'nodePortAddresses',
    'iptables',
    'nftables',
  ],
  ClusterConfiguration: ['networking'],
  KubeletConfiguration: ['clusterDNS', 'clusterDomain'],
  EndpointSlice: ['addressType', 'endpoints', 'ports'],
  IngressClass: ['spec'],
};

/** Variables by which a CNI's DaemonSet says how it sends packets. */
const CNI_VARIABLES = new Set([
  'AWS_VPC_K8S_CNI_EXTERNALSNAT',
  'CALICO_IPV4POOL_CIDR',
  'CALICO_IPV4POOL_IPIP',
  'CALICO_IPV4POOL_VXLAN',
]);
/** Annotations that decide where a cloud's load balancer sends to and what it tells, and who serves an Ingress or Gateway. */
const ANNOTATIONS = [
  'kubernetes.io/ingress.class',
  'ingressclass.kubernetes.io/is-default-class',
  'cert-manager.io/issuer',
  'cert-manager.io/cluster-issuer',
  ...PROXY_PROTOCOL,
  'service.beta.kubernetes.io/aws-load-balancer-type',
  'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type',
];

/** Kinds of the Gateway API whose age decides between them. */
const AGED = /^((HTTP|GRPC|TLS|TCP|UDP)Route|ListenerSet)$/;

/**
 * What of an object enters a link: what decides where packets go, without what the API server or a controller gives back
 * when it is absent. Fields are named one by one, so that nothing else (other env and annotations, volumes, commands, managedFields)
 * can slip in; image names stay, for people. Undefined: the object stays out altogether (Secrets, but for the bare name of
 * one that an Ingress or Gateway shows anyway: see slimObjects).
 */
function slimObject(object: RawObject): RawObject | undefined {
  const { apiVersion, kind } = object;
  if (kind === 'Secret') return undefined;
  return { apiVersion, kind, metadata: slimMetadata(object), ...compact(slimBody(object)) };
}

/**
 * The objects as they enter a link. Of a Secret that an Ingress or Gateway names, and of certificates that such a Gateway could
 * have named, it enters that they exist, and no more.
 */
export function slimObjects(objects: readonly RawObject[]): readonly RawObject[] {
  const named = new Set(objects.flatMap(secretsOf));
  return objects.flatMap((object) => {
    const { apiVersion, kind, metadata } = object;
    if (kind !== 'Secret') return slimObject(object) ?? [];
    const certificate = object['type'] === undefined || object['type'] === 'kubernetes.io/tls';
    const place = metadata.namespace ?? '';
    if (!named.has(`${place}/${metadata.name}`) && !(certificate && named.has(`${place}/`))) return [];
    const bare = { name: metadata.name, ...(metadata.namespace !== undefined && { namespace: metadata.namespace }) };
    return [{ apiVersion, kind, metadata: bare }];
  });
}

/** "NAMESPACE/NAME" of the Secrets an object names; "NAMESPACE/" where another would have done as well. */
function secretsOf({ kind, metadata, spec }: RawObject): readonly string[] {
  const own = metadata.namespace ?? '';
  if (kind === 'Ingress') {
    return listOf(fieldsOf(spec)['tls']).map((tls) => `${own}/${String(fieldsOf(tls)['secretName'])}`);
  }
  if (kind !== 'Gateway' && kind !== 'ListenerSet') return [];
  const refs = listOf(fieldsOf(spec)['listeners']).flatMap((listener) =>
    listOf(fieldsOf(fieldsOf(listener)['tls'])['certificateRefs']).map(fieldsOf),
  );
  return refs.flatMap(({ namespace, name }) => {
    const place = typeof namespace === 'string' ? namespace : own;
    return [`${place}/${String(name)}`, `${place}/`];
  });
}

function slimMetadata({ kind, metadata }: RawObject): RawObject['metadata'] {
  const owners = metadata.ownerReferences?.map(({ kind, name, controller }) => ({
    kind,
    name,
    ...(controller !== undefined && { controller }),
  }));
  return {
    name: metadata.name,
    ...compact({
      namespace: metadata.namespace,
      labels: filled(metadata.labels),
      annotations: filled(pick(metadata.annotations ?? {}, ANNOTATIONS)),
      ownerReferences: filled(owners),
      deletionTimestamp: metadata.deletionTimestamp,
      // Of routes the older goes first.
      creationTimestamp: AGED.test(kind) ? fieldsOf(metadata)['creationTimestamp'] : undefined,
    }),
  };
}

function slimBody(object: RawObject): Fields {
  const { kind } = object;
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  if (kind === 'Pod') return { spec: slimPodSpec(spec), status: slimPodStatus(status) };
  if (WORKLOADS.has(kind))
    return { spec: slimWorkload(spec), status: filled(slimConditions(status, ['Complete', 'Failed'])) };
  if (kind === 'CronJob') {
    const job = fieldsOf(fieldsOf(spec['jobTemplate'])['spec']);
    return { spec: { ...pick(spec, ['schedule', 'suspend']), jobTemplate: { spec: slimWorkload(job) } } };
  }
  if (kind === 'Service') return { spec: slimService(spec), status: slimLoadBalancer(status) };
  if (kind === 'Node') return { spec: filled(slimNodeSpec(spec)), status: filled(slimNodeStatus(status)) };
  if (kind === 'Namespace') return {};
  if (kind === 'Ingress') return { spec, status: slimLoadBalancer(status) };
  if (kind === 'NetworkPolicy') return { spec: slimPolicy(spec) };
  // An OpenShift Route may carry its private key.
  if (kind === 'Route') return { spec: pick(spec, ['host', 'path', 'to', 'alternateBackends', 'port']) };
  const named = CONFIGURATION_FIELDS[kind];
  return named === undefined ? { spec, status: filled(pick(status, ['addresses'])) } : pick(object, named);
}

function slimPodSpec(spec: Fields): Fields {
  const { nodeAffinity } = fieldsOf(spec['affinity']);
  const tolerations = listOf(spec['tolerations']).filter((entry) => !isDefaultToleration(fieldsOf(entry)));
  return compact({
    ...pick(spec, ['nodeName', 'hostname', 'subdomain']),
    hostNetwork: spec['hostNetwork'] === true ? true : undefined,
    nodeSelector: filled(spec['nodeSelector']),
    tolerations: filled(tolerations),
    affinity: nodeAffinity === undefined ? undefined : { nodeAffinity },
    initContainers: filled(listOf(spec['initContainers']).map((entry) => slimContainer(fieldsOf(entry)))),
    containers: filled(listOf(spec['containers']).map((entry) => slimContainer(fieldsOf(entry)))),
  });
}

function slimContainer(container: Fields): Fields {
  const ports = listOf(container['ports']).map((entry) => withoutTcp(fieldsOf(entry)));
  const env = listOf(container['env']).filter((entry) => CNI_VARIABLES.has(String(fieldsOf(entry)['name'])));
  return compact({ ...pick(container, ['name', 'image', 'restartPolicy']), env: filled(env), ports: filled(ports) });
}

/** Added to every Pod by admission. */
function isDefaultToleration({ key, operator, effect }: Fields): boolean {
  const isDefaultKey = key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable';
  return isDefaultKey && operator === 'Exists' && effect === 'NoExecute';
}

function slimPodStatus(status: Fields): unknown {
  const phase = status['phase'];
  const podIPs = listOf(status['podIPs']);
  const stopped = ['initContainerStatuses', 'containerStatuses'].map((field) => [
    field,
    filled(slimStates(status[field])),
  ]);
  return filled(
    compact({
      ...pick(status, ['podIP', 'hostIP']),
      podIPs: podIPs.length > 1 ? podIPs : undefined,
      phase: phase === 'Running' ? undefined : phase,
      ...slimConditions(status, ['Ready', 'PodScheduled']),
      ...Object.fromEntries(stopped),
    }),
  );
}

/** Containers that do not run. */
function slimStates(value: unknown): readonly unknown[] {
  return listOf(value).flatMap((entry) => {
    const { name, state } = fieldsOf(entry);
    const stopped = ['waiting', 'terminated'].filter((field) => fieldsOf(state)[field] !== undefined);
    if (stopped.length === 0) return [];
    const reasons = stopped.map((field) => [field, pick(fieldsOf(fieldsOf(state)[field]), ['reason'])]);
    return [{ name, state: Object.fromEntries(reasons) }];
  });
}

/** Conditions that tell something: of those that are as a healthy Pod's, only that it is Ready. */
function slimConditions(status: Fields, types: readonly string[]): Fields {
  const conditions = listOf(status['conditions']).flatMap((entry) => {
    const condition = fieldsOf(entry);
    const type = condition['type'];
    if (typeof type !== 'string' || !types.includes(type)) return [];
    if (type === 'PodScheduled' && condition['status'] === 'True') return [];
    return [pick(condition, condition['status'] === 'True' ? ['type', 'status'] : ['type', 'status', 'message'])];
  });
  return conditions.length === 0 ? {} : { conditions };
}

function slimWorkload(spec: Fields): Fields {
  const template = fieldsOf(spec['template']);
  const metadata = filled(compact({ labels: filled(fieldsOf(template['metadata'])['labels']) }));
  return compact({
    ...pick(spec, ['replicas', 'selector', 'serviceName', 'ordinals', 'parallelism', 'completions', 'suspend']),
    template:
      spec['template'] === undefined ? undefined : compact({ metadata, spec: slimPodSpec(fieldsOf(template['spec'])) }),
  });
}

const SERVICE_DEFAULTS: Fields = {
  type: 'ClusterIP',
  sessionAffinity: 'None',
  ipFamilyPolicy: 'SingleStack',
  internalTrafficPolicy: 'Cluster',
  externalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
  allocateLoadBalancerNodePorts: true,
};

function slimService(spec: Fields): Fields {
  const kept = Object.entries(spec).filter(([name, value]) => SERVICE_DEFAULTS[name] !== value);
  const ports = listOf(spec['ports']).map((entry) => {
    const port = withoutTcp(fieldsOf(entry));
    return port['targetPort'] === port['port'] ? omit(port, 'targetPort') : port;
  });
  const single = (field: string, value: unknown): boolean =>
    listOf(spec[field]).length === 1 && listOf(spec[field])[0] === value;
  return compact({
    ...Object.fromEntries(kept),
    ports: filled(ports),
    clusterIPs: single('clusterIPs', spec['clusterIP']) ? undefined : spec['clusterIPs'],
    ipFamilies: single('ipFamilies', 'IPv4') ? undefined : spec['ipFamilies'],
  });
}

function slimLoadBalancer(status: Fields): unknown {
  const loadBalancer = pick(fieldsOf(status['loadBalancer']), ['ingress']);
  return listOf(loadBalancer['ingress']).length === 0 ? undefined : { loadBalancer };
}

function slimNodeSpec(spec: Fields): Fields {
  const podCIDRs = listOf(spec['podCIDRs']);
  // The cloud, and not which of its machines.
  const { providerID } = spec;
  const provider = typeof providerID === 'string' ? /^[a-z]+:\/\//.exec(providerID)?.[0] : undefined;
  return {
    ...(provider !== undefined && { providerID: provider }),
    ...pick(spec, ['podCIDR', 'taints', 'unschedulable']),
    ...((podCIDRs.length > 1 || podCIDRs[0] !== spec['podCIDR']) && podCIDRs.length > 0 && { podCIDRs }),
  };
}

function slimNodeStatus(status: Fields): Fields {
  const addresses = listOf(status['addresses']).filter((entry) => fieldsOf(entry)['type'] !== 'Hostname');
  const unready = listOf(fieldsOf(slimConditions(status, ['Ready']))['conditions']).filter(
    (entry) => fieldsOf(entry)['status'] !== 'True',
  );
  return compact({ addresses: filled(addresses), conditions: filled(unready) });
}

function slimPolicy(spec: Fields): Fields {
  const types = listOf(spec['policyTypes']);
  // What the API server sets: Ingress always, Egress when there is a rule for it (networking/v1 defaults).
  const isDefault = types.join() === (listOf(spec['egress']).length === 0 ? 'Ingress' : 'Ingress,Egress');
  const rules = (field: string): unknown =>
    spec[field] === undefined
      ? undefined
      : listOf(spec[field]).map((rule) => {
          const { ports, ...rest } = fieldsOf(rule);
          return compact({ ...rest, ports: filled(listOf(ports).map((port) => withoutTcp(fieldsOf(port)))) });
        });
  return compact({
    ...spec,
    policyTypes: isDefault ? undefined : spec['policyTypes'],
    ingress: rules('ingress'),
    egress: rules('egress'),
  });
}

function withoutTcp(port: Fields): Fields {
  return port['protocol'] === 'TCP' ? omit(port, 'protocol') : port;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return compact(Object.fromEntries(names.map((name) => [name, fields[name]])));
}

function omit(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));
}

function compact(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The value, or undefined when there is nothing in it. */
function filled<T>(value: T): T | undefined {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? undefined : value;
}
