/** Fields of a mapping, by name: true, or those of what is in it. "*" stands for the items of a list. */
export interface KnownFields {
  readonly [name: string]: true | KnownFields;
}

function fields(names: string, parts: Readonly<Record<string, KnownFields>> = {}): KnownFields {
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
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields clusterName',
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

const WORKLOAD = fields('replicas minReadySeconds', { selector: SELECTOR, template: TEMPLATE });

const BACKEND = fields('resource', { service: fields('name', { port: fields('name number') }) });

const PEER = fields('', {
  podSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  ipBlock: fields('cidr except'),
});
const POLICY_PORTS = list(fields('protocol port endPort'));

/**
 * The fields of `spec` that the API has, of the kinds whose spec people write by hand; status and what is deeper is not looked
 * at. Source: Kubernetes 1.35 api/core/v1, apps/v1, networking/v1.
 */
export const SPEC_FIELDS: Readonly<Record<string, KnownFields>> = {
  'v1/Pod': POD_SPEC,
  'v1/Service': fields(
    'selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution topologyKeys ipFamily',
    { ports: list(fields('name protocol appProtocol port targetPort nodePort')) },
  ),
  'v1/Node': fields('podCIDR podCIDRs providerID unschedulable taints configSource externalID'),
  'v1/Namespace': fields('finalizers'),
  'apps/v1/Deployment': { ...WORKLOAD, ...fields('strategy revisionHistoryLimit paused progressDeadlineSeconds') },
  'apps/v1/ReplicaSet': WORKLOAD,
  'apps/v1/DaemonSet': { ...WORKLOAD, ...fields('updateStrategy revisionHistoryLimit') },
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

/** Versions in which a group's kinds were ever served. */
export const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  '': ['v1'],
  apps: ['v1', 'v1beta2', 'v1beta1'],
  batch: ['v1', 'v1beta1', 'v2alpha1'],
  'discovery.k8s.io': ['v1', 'v1beta1', 'v1alpha1'],
  'networking.k8s.io': ['v1', 'v1beta1', 'v1alpha1'],
  extensions: ['v1beta1'],
  'gateway.networking.k8s.io': ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2', 'v1alpha1'],
};
