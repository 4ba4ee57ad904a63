import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { EXTERNAL_SNAT } from '../../dataplane/cni/external-snat.ts';
import { shopObjects } from '../shop.ts';
import { CLIENT, INTERNET, meta, podOf, serviceOf, type Scenario, unready } from './scenario.ts';

const node = (n: number, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${n}` },
  spec: { ...spec },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${n}` }] },
});

/** One node of EKS, which is client's and target's. */
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const NLB_FOR_ALL = { [`${AWS}type`]: 'external', [`${AWS}scheme`]: 'internet-facing' };

const NLB: readonly RawObject[] = [
  node(1, { providerID: 'aws:///eu-west-1a/i-1' }),
  podOf('client', { nodeName: 'node-1' }),
  podOf('web', { nodeName: 'node-1' }),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { annotations: NLB_FOR_ALL }),
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
  },
];

const FLANNEL: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-flannel-ds', namespace: 'kube-flannel' },
  spec: {
    selector: { matchLabels: { app: 'flannel' } },
    template: {
      metadata: { labels: { app: 'flannel' } },
      spec: { hostNetwork: true, containers: [{ name: 'kube-flannel', image: 'flannel' }] },
    },
  },
};

/** A node with a public address, and a Service at a port of it. */
const PUBLIC: readonly RawObject[] = [
  {
    ...node(1, {}),
    status: {
      addresses: [
        { type: 'InternalIP', address: '192.168.0.11' },
        { type: 'ExternalIP', address: '203.0.113.21' },
      ],
    },
  },
  podOf('web', { nodeName: 'node-1' }),
  serviceOf('web', { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30_080 }] }),
];

const BALANCED_IP = '203.0.113.129';
const ALB = 'alb.ingress.kubernetes.io/';

/** A Service of a load balancer in front of one node with one pod. */
const balanced = (spec: object, { annotations = {}, pod = {}, labels = {} } = {}): readonly RawObject[] => [
  { ...node(1, {}), metadata: { name: 'node-1', labels } },
  podOf('web', { nodeName: 'node-1' }, pod),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { annotations }),
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  },
];
const call = { from: INTERNET, to: `tcp://${BALANCED_IP}:80`, object: 'Service/shop/web' } as const;

/** An Ingress of an ALB for the internet, with one more annotation, whose one path leads to a backend. */
const albIngress = (annotation: string, value: string, service: object): readonly RawObject[] => [
  node(1, {}),
  podOf('web', { nodeName: 'node-1' }),
  serviceOf('web', { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30_080 }] }),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('entry', { annotations: { [`${ALB}scheme`]: 'internet-facing', [ALB + annotation]: value } }),
    spec: {
      ingressClassName: 'alb',
      rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }],
    },
  },
];
const USED = { port: { name: 'use-annotation' } };
const callAlb = { cloud: 'eks', from: INTERNET, to: 'http://shop.example/', object: 'Ingress/shop/entry' } as const;

/** Causes of CNIs and clouds. */
export const CLOUD_SCENARIOS: readonly Scenario[] = [
  {
    code: 'LOAD_BALANCER_HAIRPIN',
    objects: NLB,
    from: CLIENT,
    to: 'tcp://203.0.113.129:80',
    object: 'Service/shop/web',
    fix: 'told',
    says: ['Service shop/web', 'keeps the client’s address 192.168.0.11'],
  },
  {
    code: 'MTU_EXCEEDED',
    objects: [
      ...shopObjects({
        service: { type: 'NodePort', ports: [{ port: 53, protocol: 'UDP', targetPort: 8080, nodePort: 30_053 }] },
      }),
      FLANNEL,
    ],
    from: INTERNET,
    to: 'udp://192.168.0.11:30053',
    bytes: 1500,
    object: 'Node/node-1',
    fix: 'told',
    says: ['1500 bytes', 'takes 1450', 'DF'],
  },
  {
    code: 'POD_NETWORK_NOT_ROUTED',
    objects: [...balanced({}, { annotations: { ...NLB_FOR_ALL, [`${AWS}nlb-target-type`]: 'ip' } }), FLANNEL],
    cloud: 'eks',
    from: INTERNET,
    to: `tcp://${BALANCED_IP}:80`,
    object: 'Pod/shop/web',
    fix: 'none',
    says: ['Pod shop/web', 'has no route', 'flannel'],
  },
  {
    code: 'SOURCE_NOT_PUBLIC',
    objects: [...PUBLIC.slice(0, 1), podOf('client', { nodeName: 'node-1' }), EXTERNAL_SNAT],
    cloud: 'eks',
    to: 'tcp://198.51.100.80:443',
    object: 'Pod/shop/client',
    fix: 'applies',
    says: ['198.51.100.80', 'private address 192.168.', 'drops it', 'public address of Node node-1'],
  },
  {
    code: 'FIREWALL_CLOSED',
    objects: PUBLIC,
    cloud: 'eks',
    from: INTERNET,
    to: 'tcp://203.0.113.21:30080',
    object: 'Service/shop/web',
    fix: 'told',
    says: ['security group of the nodes (EKS) drops TCP to 203.0.113.21:30080', 'the node port of Service shop/web'],
  },
  {
    code: 'ADDRESS_NOT_PUBLIC',
    objects: PUBLIC,
    cloud: 'gke',
    from: INTERNET,
    to: 'tcp://192.168.0.11:30080',
    object: 'Node/node-1',
    fix: 'told',
    says: ['192.168.0.11', 'nobody on the internet has a way to it'],
  },
  {
    code: 'ADDRESS_NOT_PUBLIC',
    objects: balanced({}, { annotations: { [`${AWS}type`]: 'external' } }),
    cloud: 'eks',
    ...call,
    to: 'tcp://192.168.0.250:80',
    field: `metadata.annotations.${AWS}scheme`,
    fix: 'told',
    says: ['nobody on the internet has a way to it', 'internal load balancer'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({ allocateLoadBalancerNodePorts: false }, { annotations: NLB_FOR_ALL }),
    cloud: 'eks',
    ...call,
    field: 'spec.allocateLoadBalancerNodePorts',
    fix: 'applies',
    says: ['no healthy target', 'it sends to node ports', 'has no node port'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 31_000 }, { pod: unready }),
    cloud: 'gke',
    ...call,
    fix: 'told',
    says: [
      'passes packets to nodes as they are',
      'at port 31000',
      'one endpoint, which is not ready',
      'sends to all of its nodes',
    ],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({}, { annotations: { ...NLB_FOR_ALL, [`${AWS}nlb-target-type`]: 'ip' }, pod: unready }),
    cloud: 'eks',
    ...call,
    fix: 'told',
    says: ['its targets are the pods that are ready', 'not ready'],
  },
  {
    code: 'NO_HEALTHY_TARGET',
    objects: balanced({}, { labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } }),
    cloud: 'gke',
    ...call,
    fix: 'none',
    says: ['at port 10256', 'have the label node.kubernetes.io/exclude-from-external-load-balancers'],
  },
  {
    code: 'INGRESS_ANSWERS_ITSELF',
    objects: albIngress(
      'actions.closed',
      '{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","statusCode":"403"}}',
      { name: 'closed', ...USED },
    ),
    ...callAlb,
    field: `metadata.annotations.${ALB}actions.closed`,
    fix: 'none',
    says: ['answers 403 by itself', 'actions.closed of Ingress shop/entry'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: albIngress('scheme', 'internet-facing', { name: 'web', port: { number: 80 } }).map(
      (each): RawObject =>
        each.kind === 'Ingress' ? { ...each, spec: { ...(each['spec'] as object), ingressClassName: 'gce' } } : each,
    ),
    ...callAlb,
    cloud: 'gke',
    field: 'spec.ingressClassName',
    fix: 'applies',
    says: ['goes by the annotation kubernetes.io/ingress.class', 'ingressClassName (gce)'],
  },
  {
    code: 'HEALTH_CHECK_FAILS',
    objects: [
      node(1, {}),
      podOf('web', { nodeName: 'node-1' }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: meta('web', { annotations: { 'cloud.google.com/backend-config': '{"default":"check"}' } }),
        spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30_080 }] },
      },
      {
        apiVersion: 'cloud.google.com/v1',
        kind: 'BackendConfig',
        metadata: meta('check', {}),
        spec: { healthCheck: { type: 'HTTP', requestPath: '/up', port: 9000 } },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: meta('entry', { annotations: { 'kubernetes.io/ingress.class': 'gce' } }),
        spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
      },
    ],
    cloud: 'gke',
    from: INTERNET,
    to: 'http://shop.example/',
    via: 'ingress/shop/entry',
    object: 'BackendConfig/shop/check',
    field: 'spec.healthCheck.port',
    fix: 'applies',
    says: ['HTTP GET /up at port 9000', 'no pod of Service shop/web listens there'],
  },
  {
    code: 'INBOUND_RANGE_NOT_ALLOWED',
    objects: albIngress('inbound-cidrs', '10.9.0.0/16', { name: 'web', port: { number: 80 } }),
    ...callAlb,
    field: `metadata.annotations.${ALB}inbound-cidrs`,
    fix: 'applies',
    says: ['security group of the ALB of Ingress shop/entry', 'lets in 10.9.0.0/16'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: ['entry', 'inner'].flatMap((name, index) =>
      albIngress('inbound-cidrs', `10.${index}.0.0/16`, { name: 'web', port: { number: 80 } }).flatMap((each) =>
        each.kind !== 'Ingress'
          ? index === 0
            ? [each]
            : []
          : [
              {
                ...each,
                metadata: {
                  ...each.metadata,
                  name,
                  annotations: { ...each.metadata.annotations, [`${ALB}group.name`]: 'shop' },
                },
              },
            ],
      ),
    ),
    ...callAlb,
    object: 'Ingress/shop/inner',
    field: `metadata.annotations.${ALB}inbound-cidrs`,
    fix: 'none',
    says: ['different ranges at port 80', '10.0.0.0/16 (inbound-cidrs) for Ingress shop/entry'],
  },
  {
    code: 'INGRESS_ANSWERS_ITSELF',
    objects: albIngress(
      'actions.off',
      '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":0}]}}',
      { name: 'off', ...USED },
    ),
    ...callAlb,
    field: `metadata.annotations.${ALB}actions.off`,
    fix: 'none',
    says: ['answers 503 by itself', 'have weight 0'],
  },
  {
    code: 'INGRESS_BACKEND_NOT_FOUND',
    objects: albIngress(
      'actions.to-web',
      '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80}]}}',
      { name: 'to-wbe', ...USED },
    ),
    ...callAlb,
    field: 'spec.rules.0.http.paths.0.backend.service.name',
    fix: 'applies',
    says: ['actions.to-wbe', 'it has actions.to-web'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: albIngress('actions.to-web', '{"type":"forward","forwardConfig":{}}', { name: 'to-web', ...USED }),
    ...callAlb,
    field: `metadata.annotations.${ALB}actions.to-web`,
    fix: 'none',
    says: ['cannot read the annotation actions.to-web', 'lacks targetGroups'],
  },
  {
    code: 'INGRESS_NO_MATCH',
    objects: albIngress(
      'conditions.web',
      '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Team","values":["bakers"]}}]',
      { name: 'web', port: { number: 80 } },
    ),
    ...callAlb,
    field: `metadata.annotations.${ALB}conditions.web`,
    fix: 'none',
    says: ['has the host and the path', 'conditions.web', 'http-header'],
  },
];
