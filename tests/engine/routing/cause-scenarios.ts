import type { Intervention } from '../../../src/engine/kubernetes/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/object.ts';
import type { CauseCode } from '../../../src/engine/routing/cause.ts';
import type { TraceRequest } from '../../../src/engine/routing/request.ts';
import { shopObjects, shopRouter } from './shop.ts';

interface Scenario {
  readonly code: CauseCode;
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly from?: TraceRequest['from'];
  readonly to: string;
  readonly via?: string;
  /** The object the cause names. */
  readonly object?: string;
  /** The field of it. */
  readonly field?: string;
  /** 'applies': the fix names a field, and with it the request succeeds. 'told': words only. */
  readonly fix: 'applies' | 'told' | 'none';
  /** What the sentence must say. */
  readonly says: readonly string[];
}

export const CLIENT = { pod: 'shop/client' };
const INTERNET = { internet: true } as const;
const meta = (name: string, more: object = {}) => ({ name, namespace: 'shop', ...more });
const podOf = (name: string, spec: object = {}, fields: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, { labels: { app: name } }),
  spec: { nodeName: 'node-2', containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }] }], ...spec },
  ...fields,
});
const serviceOf = (name: string, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(name),
  spec: { ports: [{ port: 80, targetPort: 80 }], ...spec },
});
const ingressOf = (backend: object, host = 'shop.example', path = '/'): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: meta('entry'),
  spec: { rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend: { service: backend } }] } }] },
});
const controller = (type: string): readonly RawObject[] => {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
  const ports = [{ containerPort: 80 }];
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'controller', namespace: 'ingress-nginx', labels },
      spec: { containers: [{ name: 'controller', image: 'registry.k8s.io/ingress-nginx/controller', ports }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx', labels },
      spec: { type, selector: labels, ports: [{ port: 80 }] },
    },
  ];
};
const slice = (port: number): RawObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: meta('web-1', { labels: { 'kubernetes.io/service-name': 'web' } }),
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.244.2.50'] }],
  ports: [{ name: '', port }],
});
const unready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] } };
const web = { to: 'http://web/' };
const firstWebPod = () => shopRouter().cluster.pods.find((pod) => pod.labels['app'] === 'web');

/** For every cause a cluster and a request that end with it. */
export const SCENARIOS: readonly Scenario[] = [
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({ targetPort: 'http' }),
    ...web,
    object: 'Service/shop/web',
    field: 'spec.ports.0.targetPort',
    fix: 'applies',
    says: ['shop/web', 'named http'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({ more: [serviceOf('bare', {})] }),
    to: 'http://bare/',
    object: 'Service/shop/bare',
    field: 'spec.selector',
    fix: 'none',
    says: ['no selector', 'EndpointSlice'],
  },
  {
    code: 'SERVICE_SELECTOR_MATCHES_NOTHING',
    objects: shopObjects({ selector: { app: 'wbe' } }),
    ...web,
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'applies',
    says: ['app=wbe', 'matches no pod'],
  },
  {
    code: 'SERVICE_SELECTOR_MATCHES_NOTHING',
    objects: shopObjects({ selector: { app: 'telemetry' } }),
    ...web,
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'none',
    says: ['app=telemetry'],
  },
  {
    code: 'SERVICE_SELECTOR_MATCHES_NOTHING',
    objects: shopObjects({ selector: { app: 'wbe' }, service: { clusterIP: 'None' } }),
    to: 'http://web:8080/',
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'applies',
    says: ['app=wbe', 'headless'],
  },
  {
    code: 'NO_READY_ENDPOINTS',
    objects: shopObjects({ more: [podOf('slow', {}, unready), serviceOf('slow', { selector: { app: 'slow' } })] }),
    to: 'http://slow/',
    object: 'Service/shop/slow',
    fix: 'none',
    says: ['one endpoint', 'not ready', 'readiness probe'],
  },
  {
    code: 'POD_NOT_RUNNING',
    objects: shopObjects({
      more: [
        podOf('lost', { nodeName: undefined, nodeSelector: { disk: 'ssd' } }),
        serviceOf('lost', { selector: { app: 'lost' } }),
      ],
    }),
    to: 'http://lost/',
    object: 'Service/shop/lost',
    fix: 'none',
    says: ['not running', 'lost'],
  },
  {
    code: 'NO_LOCAL_ENDPOINTS',
    objects: shopObjects({
      more: [podOf('far'), serviceOf('far', { selector: { app: 'far' }, internalTrafficPolicy: 'Local' })],
    }),
    to: 'http://far/',
    object: 'Service/shop/far',
    field: 'spec.internalTrafficPolicy',
    fix: 'applies',
    says: ['internalTrafficPolicy Local', 'node-1'],
  },
  {
    code: 'NO_LOCAL_ENDPOINTS',
    objects: shopObjects({
      more: [
        podOf('far'),
        serviceOf('far', {
          type: 'NodePort',
          selector: { app: 'far' },
          externalTrafficPolicy: 'Local',
          ports: [{ port: 80, nodePort: 30080 }],
        }),
      ],
    }),
    from: INTERNET,
    to: 'http://192.168.0.11:30080/',
    object: 'Service/shop/far',
    field: 'spec.externalTrafficPolicy',
    fix: 'applies',
    says: ['externalTrafficPolicy Local', 'node-1'],
  },
  {
    code: 'SOURCE_RANGE_NOT_ALLOWED',
    objects: shopObjects({
      service: { type: 'LoadBalancer', loadBalancerIP: '203.0.113.80', loadBalancerSourceRanges: ['192.0.2.0/24'] },
    }),
    from: INTERNET,
    to: 'http://203.0.113.80/',
    object: 'Service/shop/web',
    field: 'spec.loadBalancerSourceRanges',
    fix: 'applies',
    says: ['192.0.2.0/24', '198.51.100.10'],
  },
  {
    code: 'NOTHING_LISTENS',
    objects: shopObjects({ more: [slice(8081), podOf('target', {}, { status: { podIP: '10.244.2.50' } })] }),
    ...web,
    object: 'EndpointSlice/shop/web-1',
    field: 'ports.0.port',
    fix: 'applies',
    says: ['8081', 'listens on TCP 80'],
  },
  {
    code: 'NOTHING_LISTENS',
    objects: shopObjects(),
    from: { node: 'node-1' },
    to: 'tcp://192.168.0.12:22',
    object: 'Node/node-2',
    fix: 'none',
    says: ['node node-2', 'TCP port 22'],
  },
  {
    code: 'CONTAINER_DOWN',
    objects: shopObjects(),
    interventions: [{ type: 'stop-container', namespace: 'shop', pod: firstWebPod()?.name ?? '', container: 'web' }],
    to: `tcp://${firstWebPod()?.ips[0]}:8080`,
    object: `Pod/shop/${firstWebPod()?.name}`,
    fix: 'told',
    says: ['Container web', 'stopped'],
  },
  {
    code: 'PORT_NOT_IN_SERVICE',
    objects: shopObjects(),
    to: 'http://web:8080/',
    object: 'Service/shop/web',
    field: 'spec.ports',
    fix: 'applies',
    says: ['no TCP port 8080', 'TCP 80'],
  },
  {
    code: 'PORT_NOT_IN_SERVICE',
    objects: shopObjects({ service: { type: 'LoadBalancer', loadBalancerIP: '203.0.113.80' } }),
    from: INTERNET,
    to: 'tcp://203.0.113.80:81',
    object: 'Service/shop/web',
    field: 'spec.ports',
    fix: 'applies',
    says: ['no TCP port 81'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects(),
    to: 'http://wbe/',
    fix: 'told',
    says: ['named wbe'],
  },
  {
    code: 'DNS_UNREACHABLE',
    objects: shopObjects({
      more: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
          spec: { clusterIP: '10.96.0.10', selector: { app: 'gone' }, ports: [{ port: 53, protocol: 'UDP' }] },
        },
      ],
    }),
    ...web,
    object: 'Service/kube-system/kube-dns',
    field: 'spec.selector',
    fix: 'none',
    says: ['DNS query', 'app=gone'],
  },
  {
    code: 'DNS_UNREACHABLE',
    objects: shopObjects({ more: [podOf('mute', { dnsPolicy: 'None' })] }),
    from: { pod: 'shop/mute' },
    ...web,
    object: 'Pod/shop/mute',
    field: 'spec.dnsPolicy',
    fix: 'applies',
    says: ['dnsPolicy None'],
  },
  {
    code: 'NO_ROUTE',
    objects: shopObjects({ service: { clusterIP: '10.96.0.80' } }),
    from: INTERNET,
    to: 'http://10.96.0.80/',
    object: 'Service/shop/web',
    fix: 'told',
    says: ['router', '10.96.0.80'],
  },
  {
    code: 'NO_ROUTE',
    objects: shopObjects(),
    from: INTERNET,
    to: `tcp://${firstWebPod()?.ips[0]}:8080`,
    object: `Pod/shop/${firstWebPod()?.name}`,
    fix: 'told',
    says: ['inside the cluster only'],
  },
  { code: 'ADDRESS_UNUSED', objects: shopObjects(), to: 'tcp://10.244.1.77:80', fix: 'none', says: ['10.244.1.77'] },
  { code: 'ADDRESS_UNUSED', objects: shopObjects(), to: 'tcp://10.96.200.1:80', fix: 'none', says: ['10.96.200.1'] },
  {
    code: 'NO_ADDRESS_OF_FAMILY',
    objects: shopObjects(),
    to: 'tcp://[2001:db8::5]:80',
    fix: 'none',
    says: ['IPv6', '2001:db8::5'],
  },
  {
    code: 'INGRESS_NOT_SERVED',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } }), ...controller('ClusterIP')] }),
    from: INTERNET,
    to: 'http://shop.example/',
    via: 'ingress/shop/entry',
    object: 'Service/ingress-nginx/ingress-nginx-controller',
    field: 'spec.type',
    fix: 'applies',
    says: ['shop/entry', 'type ClusterIP'],
  },
  {
    code: 'INGRESS_NO_MATCH',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } }, 'shop.example', '/cart')] }),
    from: INTERNET,
    to: 'http://shop.example/checkout',
    object: 'Ingress/shop/entry',
    field: 'spec.rules',
    fix: 'none',
    says: ['shop.example/checkout', '/cart (Prefix)'],
  },
  {
    code: 'INGRESS_NO_MATCH',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shopp.example/',
    via: 'ingress/shop/entry',
    object: 'Ingress/shop/entry',
    field: 'spec.rules',
    fix: 'told',
    says: ['shopp.example/', 'hosts that have rules are shop.example'],
  },
  {
    code: 'INGRESS_BACKEND_NOT_FOUND',
    objects: shopObjects({ more: [ingressOf({ name: 'wbe', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.rules.0.http.paths.0.backend.service.name',
    fix: 'applies',
    says: ['shop/wbe', 'does not exist'],
  },
  {
    code: 'INGRESS_BACKEND_NOT_FOUND',
    objects: shopObjects({ more: [ingressOf({ name: 'web', port: { name: 'http' } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Ingress/shop/entry',
    field: 'spec.rules.0.http.paths.0.backend.service.port',
    fix: 'applies',
    says: ['no port http', 'it has 80'],
  },
  {
    code: 'INGRESS_NO_ENDPOINTS',
    objects: shopObjects({ selector: { app: 'wbe' }, more: [ingressOf({ name: 'web', port: { number: 80 } })] }),
    from: INTERNET,
    to: 'http://shop.example/',
    object: 'Service/shop/web',
    field: 'spec.selector',
    fix: 'applies',
    says: ['behind the backend', 'app=wbe'],
  },
  {
    code: 'LOOPBACK_LEFT_HOST',
    objects: shopObjects(),
    from: { ip: '127.0.0.1', enters: 'node-1' },
    to: `tcp://${firstWebPod()?.ips[0]}:8080`,
    fix: 'none',
    says: ['127.0.0.1'],
  },
  {
    code: 'MARTIAN_SOURCE',
    objects: shopObjects(),
    from: { ip: '192.168.0.11', enters: 'node-1' },
    to: 'tcp://10.244.1.1:80',
    object: 'Node/node-1',
    fix: 'none',
    says: ['192.168.0.11', 'node node-1'],
  },
  {
    code: 'RULE_DROPPED',
    objects: shopObjects(),
    from: { ip: '203.0.113.2', enters: 'node-1' },
    to: 'tcp://127.0.0.1:10250',
    object: 'Node/node-1',
    fix: 'none',
    says: ['KUBE-FIREWALL', 'node node-1'],
  },
];
