/** Fields of a mapping, by name: true, or what is in it. "*" stands for the items of a list. */
export interface KnownFields {
  readonly [name: string]: KnownPart;
}

/** Of a field: nothing but its name is known; it holds names that people choose, each with a text; or it has these fields. */
export type KnownPart = true | 'TEXTS' | KnownFields;

function fields(names: string, parts: Readonly<Record<string, KnownPart>> = {}): KnownFields {
  return {
    ...Object.fromEntries(
      names
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => [name, true as const]),
    ),
    ...parts,
  };
}

const list = (item: KnownFields): KnownFields => ({ '*': item });

const METADATA = fields(
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields clusterName initializers',
);
const SELECTOR = fields('matchLabels matchExpressions');

const CONTAINER = fields(
  'name image command args workingDir envFrom env resources resizePolicy restartPolicy restartPolicyRules volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty targetContainerName',
  { ports: list(fields('name hostPort containerPort protocol hostIP')) },
);

const POD_SPEC = fields(
  'volumes ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride workloadRef',
  { containers: list(CONTAINER), initContainers: list(CONTAINER) },
);

const TEMPLATE: KnownFields = { metadata: METADATA, spec: POD_SPEC };

const SELECTED = fields('minReadySeconds', { selector: SELECTOR, template: TEMPLATE });
const WORKLOAD: KnownFields = { replicas: true, ...SELECTED };

const JOB = fields(
  'parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes manualSelector ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy',
  { selector: SELECTOR, template: TEMPLATE },
);

const BACKEND = fields('resource', { service: fields('name', { port: fields('name number') }) });

const PEER = fields('', {
  podSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  ipBlock: fields('cidr except'),
});
const POLICY_PORTS = list(fields('protocol port endPort'));

const REFERENCE = fields('group kind namespace name');
const ROUTES = fields('', { namespaces: fields('from', { selector: SELECTOR }), kinds: list(fields('group kind')) });
const LISTENERS = list(
  fields('name hostname port protocol', {
    tls: fields('mode frontendValidation options', { certificateRefs: list(REFERENCE) }),
    allowedRoutes: ROUTES,
  }),
);

const HEADERS = fields('set add remove');
const REPLACED = fields('type replaceFullPath replacePrefixMatch');
const BACKEND_REF = fields('group kind namespace name port weight');
const GRPC_FILTER = fields('type extensionRef', {
  requestHeaderModifier: HEADERS,
  responseHeaderModifier: HEADERS,
  requestMirror: fields('percent fraction', { backendRef: BACKEND_REF }),
});
const GRPC_FILTERS = list(GRPC_FILTER);
const FILTERS = list({
  ...GRPC_FILTER,
  ...fields('cors externalAuth', {
    requestRedirect: fields('scheme hostname port statusCode', { path: REPLACED }),
    urlRewrite: fields('hostname', { path: REPLACED }),
  }),
});
const MATCHES = list(fields('type name value'));

function route(rule: KnownFields, backend: KnownFields, more = ''): KnownFields {
  return fields(`useDefaultGateways ${more}`, {
    parentRefs: list(fields('group kind namespace name sectionName port')),
    rules: list({ ...fields('name', { backendRefs: list({ ...BACKEND_REF, ...backend }) }), ...rule }),
  });
}

/** Of every version of its kinds: those of one are few, and what an older one had is known to the newer. Source: gateway-api v1.6 config/crd/experimental. */
const GATEWAY_FIELDS: Readonly<Record<string, KnownFields>> = {
  GatewayClass: fields('controllerName parametersRef description'),
  Gateway: fields('gatewayClassName backendTLS tls defaultScope', {
    listeners: LISTENERS,
    addresses: list(fields('type value')),
    infrastructure: fields('labels annotations parametersRef'),
    allowedListeners: fields('', { namespaces: fields('from', { selector: SELECTOR }) }),
  }),
  ListenerSet: fields('', { parentRef: REFERENCE, listeners: LISTENERS }),
  HTTPRoute: route(
    fields('retry sessionPersistence', {
      matches: list(fields('method', { path: fields('type value'), headers: MATCHES, queryParams: MATCHES })),
      filters: FILTERS,
      timeouts: fields('request backendRequest'),
    }),
    { filters: FILTERS },
    'hostnames',
  ),
  GRPCRoute: route(
    fields('sessionPersistence', {
      matches: list(fields('', { method: fields('type service method'), headers: MATCHES })),
      filters: GRPC_FILTERS,
    }),
    { filters: GRPC_FILTERS },
    'hostnames',
  ),
  TLSRoute: route({}, {}, 'hostnames'),
  TCPRoute: route({}, {}),
  UDPRoute: route({}, {}),
  ReferenceGrant: fields('', {
    from: list(fields('group kind namespace')),
    to: list(fields('group kind name')),
  }),
  BackendTLSPolicy: fields('options', {
    targetRefs: list(fields('group kind name sectionName')),
    validation: fields('caCertificateRefs wellKnownCACertificates hostname subjectAltNames'),
  }),
};

/**
 * The fields of `spec` that the API has, of the kinds whose spec people write by hand; status and what is deeper is not looked
 * at. Source: Kubernetes 1.35 api/core/v1, apps/v1, networking/v1.
 */
const SPEC_FIELDS: Readonly<Record<string, KnownFields>> = {
  'v1/Pod': POD_SPEC,
  'v1/Service': fields(
    'selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution',
    { ports: list(fields('name protocol appProtocol port targetPort nodePort')) },
  ),
  'v1/Node': fields('podCIDR podCIDRs providerID unschedulable taints configSource externalID'),
  'v1/Namespace': fields('finalizers'),
  'apps/v1/Deployment': { ...WORKLOAD, ...fields('strategy revisionHistoryLimit paused progressDeadlineSeconds') },
  'apps/v1/ReplicaSet': WORKLOAD,
  'v1/ReplicationController': { ...WORKLOAD, selector: 'TEXTS' },
  'batch/v1/Job': JOB,
  'batch/v1/CronJob': fields(
    'schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend successfulJobsHistoryLimit failedJobsHistoryLimit',
    { jobTemplate: { metadata: METADATA, spec: JOB } },
  ),
  'apps/v1/DaemonSet': { ...SELECTED, ...fields('updateStrategy revisionHistoryLimit') },
  'apps/v1/StatefulSet': {
    ...WORKLOAD,
    ...fields(
      'volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit persistentVolumeClaimRetentionPolicy ordinals',
    ),
  },
  'networking.k8s.io/v1/Ingress': fields('ingressClassName', {
    defaultBackend: BACKEND,
    tls: list(fields('hosts secretName')),
    rules: list(fields('host', { http: fields('', { paths: list(fields('path pathType', { backend: BACKEND })) }) })),
  }),
  'networking.k8s.io/v1/NetworkPolicy': fields('policyTypes', {
    podSelector: SELECTOR,
    ingress: list(fields('', { from: list(PEER), ports: POLICY_PORTS })),
    egress: list(fields('', { to: list(PEER), ports: POLICY_PORTS })),
  }),
};

/** Fields beside `spec` of the kinds that have others. */
const OTHER_FIELDS: Readonly<Record<string, KnownFields>> = {
  'v1/Node': fields('', {
    status: fields(
      'capacity allocatable phase conditions daemonEndpoints nodeInfo images volumesInUse volumesAttached config runtimeHandlers features declaredFeatures',
      { addresses: list(fields('type address')) },
    ),
  }),
  'discovery.k8s.io/v1/EndpointSlice': fields('addressType', {
    endpoints: list(
      fields('addresses hostname nodeName zone targetRef deprecatedTopology', {
        conditions: fields('ready serving terminating'),
        hints: fields('forZones forNodes'),
      }),
    ),
    ports: list(fields('name protocol port appProtocol')),
  }),
};

const withMetadata = (spec: KnownFields | undefined, others?: KnownFields): KnownFields => ({
  ...fields('apiVersion kind status', { metadata: METADATA }),
  ...(spec !== undefined && { spec }),
  ...others,
});
const OF_KIND = new Map([
  ...Object.entries(SPEC_FIELDS).map(([key, spec]) => [key, withMetadata(spec, OTHER_FIELDS[key])] as const),
  ...Object.entries(OTHER_FIELDS).flatMap(([key, others]) =>
    Object.hasOwn(SPEC_FIELDS, key) ? [] : [[key, withMetadata(undefined, others)] as const],
  ),
]);
const OF_GATEWAY_KIND = new Map(
  Object.entries(GATEWAY_FIELDS).map(([kind, spec]) => [kind, withMetadata(spec)] as const),
);

/** The fields that the API has of an object of the kind; undefined: they are not known here. */
export function knownFields(apiVersion: string, kind: string): KnownFields | undefined {
  if (apiVersion.startsWith('gateway.networking.k8s.io/')) return OF_GATEWAY_KIND.get(kind);
  return OF_KIND.get(`${apiVersion}/${kind}`);
}
