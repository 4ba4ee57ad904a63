import { shopObjects } from '../shop.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import {
  INTERNET,
  firstWebPod,
  isNotNode2,
  meta,
  podOf,
  serviceOf,
  slice,
  unready,
  web,
  type Scenario,
} from './scenario.ts';

const SQL = { name: 'sql', port: 80, protocol: 'UDP' };

/** A slice of somebody's own for a Service without selector: a pod of the shop. */
const givenTo = (name: string, protocol: string): RawObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: meta(`${name}-1`, { labels: { 'kubernetes.io/service-name': name } }),
  addressType: 'IPv4',
  endpoints: [{ addresses: ['198.51.100.4'] }],
  ports: [{ name: 'sql', port: 80, protocol }],
});

const unlabelled = (object: RawObject): RawObject => ({ ...object, metadata: { ...object.metadata, labels: {} } });

const labelled = (object: RawObject, labels: object): RawObject => ({
  ...object,
  metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } },
});

/** Causes of Services and what stands behind them. */
export const SERVICE_SCENARIOS: readonly Scenario[] = [
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
    objects: shopObjects().map((object) =>
      object.kind === 'Deployment' ? { ...object, spec: { ...(object['spec'] as object), replicas: 0 } } : object,
    ),
    ...web,
    object: 'Deployment/shop/web',
    field: 'spec.replicas',
    fix: 'applies',
    says: ['Service shop/web', 'Deployment web', 'scaled to 0'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('ledger', { selector: { app: 'ledger' } }),
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: meta('ledger'),
          spec: {
            selector: { matchLabels: { app: 'ledgr' } },
            template: { metadata: { labels: { app: 'ledger' } }, spec: { containers: [{ name: 'main', image: 'x' }] } },
          },
        },
      ],
    }),
    to: 'http://ledger/',
    object: 'Deployment/shop/ledger',
    field: 'spec.selector',
    fix: 'none',
    says: ['Service shop/ledger', 'Deployment ledger', 'refused', 'selector', 'template'],
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
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [serviceOf('ledger', { ports: [{ name: 'sql', port: 80 }] }), unlabelled(givenTo('ledger', 'TCP'))],
    }),
    to: 'http://ledger/',
    object: 'EndpointSlice/shop/ledger-1',
    field: 'metadata.labels.kubernetes.io/service-name',
    fix: 'applies',
    says: ['Service shop/ledger', 'EndpointSlice ledger-1 does not say', 'label kubernetes.io/service-name'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('ledger', { ports: [{ name: 'sql', port: 80 }] }),
        { ...givenTo('ledger', 'TCP'), addressType: 'FQDN', endpoints: [{ addresses: ['ledger.example.com'] }] },
      ],
    }),
    to: 'http://ledger/',
    object: 'EndpointSlice/shop/ledger-1',
    field: 'addressType',
    fix: 'none',
    says: ['EndpointSlice ledger-1 of Service shop/ledger has addressType FQDN', 'resolves no names'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('till', { selector: { app: 'till' } }),
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: meta('till'),
          spec: {
            replicas: 0,
            selector: { matchLabels: { app: 'till' } },
            template: {
              metadata: { labels: { app: 'till' } },
              spec: { containers: [{ name: 'main', image: 'main' }] },
            },
            strategy: { blueGreen: { activeService: 'till' } },
          },
        },
      ],
    }),
    to: 'http://till/',
    object: 'Rollout/shop/till',
    field: 'spec.replicas',
    fix: 'applies',
    says: ['Service shop/till', 'Rollout till', 'scaled to 0'],
  },
  ...[{ runStrategy: 'Halted' }, { running: false }].map(
    (said): Scenario => ({
      code: 'SERVICE_HAS_NO_ENDPOINTS',
      objects: shopObjects({
        more: [
          serviceOf('machine', { selector: { 'vm.kubevirt.io/name': 'vm' } }),
          {
            apiVersion: 'kubevirt.io/v1',
            kind: 'VirtualMachine',
            metadata: meta('vm'),
            spec: { ...said, template: { spec: { domain: { devices: {} } } } },
          },
        ],
      }),
      to: 'http://machine/',
      object: 'VirtualMachine/shop/vm',
      field: `spec.${Object.keys(said)[0]}`,
      fix: 'applies',
      says: ['VirtualMachine vm, which it selects, does not run', Object.values(said).join()],
    }),
  ),
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('ledger', { ports: [{ name: 'sql', port: 80 }] }),
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: { name: 'ledger', namespace: 'shop' },
          subsets: [{ addresses: [{ ip: '198.51.100.4' }], ports: [{ port: 80 }] }],
        },
      ],
    }),
    to: 'http://ledger/',
    object: 'Endpoints/shop/ledger',
    field: 'subsets.0.ports.0.name',
    fix: 'applies',
    says: ['is called sql', 'Endpoints ledger has no name'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({ more: [givenTo('ledger', 'TCP'), serviceOf('ledger', { ports: [SQL] })] }),
    to: 'udp://ledger:80',
    object: 'EndpointSlice/shop/ledger-1',
    field: 'ports.0.protocol',
    fix: 'applies',
    says: ['shop/ledger is UDP', 'EndpointSlice ledger-1 TCP', 'by name and protocol'],
  },
  ...(['service.kubernetes.io/headless', 'service.kubernetes.io/service-proxy-name'] as const).flatMap(
    (label): readonly Scenario[] => [
      {
        code: 'SERVICE_NOT_PROXIED',
        objects: shopObjects({
          more: [podOf('meshed'), labelled(serviceOf('meshed', { selector: { app: 'meshed' } }), { [label]: 'x' })],
        }),
        to: 'http://meshed/',
        object: 'Service/shop/meshed',
        field: `metadata.labels.${label}`,
        fix: 'applies',
        says: ['shop/meshed has the label', label, 'no node has rules'],
      },
      {
        code: 'SERVICE_NOT_PROXIED',
        objects: shopObjects({
          more: [labelled(givenTo('ledger', 'UDP'), { [label]: 'x' }), serviceOf('ledger', { ports: [SQL] })],
        }),
        to: 'udp://ledger:80',
        object: 'EndpointSlice/shop/ledger-1',
        field: `metadata.labels.${label}`,
        fix: 'applies',
        says: ['EndpointSlice ledger-1', label],
      },
    ],
  ),
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
    fix: 'told',
    says: ['one endpoint', 'not ready', 'readiness probe'],
  },
  {
    code: 'NO_READY_ENDPOINTS',
    objects: shopObjects({
      more: [
        podOf('slow', { readinessGates: [{ conditionType: 'lb.example/registered' }] }, unready),
        serviceOf('slow', { selector: { app: 'slow' } }),
      ],
    }),
    to: 'http://slow/',
    object: 'Service/shop/slow',
    fix: 'told',
    says: ['one endpoint', 'containers are ready', 'readiness gate lb.example/registered'],
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
    fix: 'applies',
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
    code: 'PORT_NOT_IN_SERVICE',
    objects: shopObjects({ service: { externalIPs: ['203.0.113.99'] } }).filter(isNotNode2),
    from: { node: 'node-1' },
    to: 'tcp://203.0.113.99:81',
    object: 'Service/shop/web',
    field: 'spec.ports',
    fix: 'applies',
    says: ['came back to node node-1', '203.0.113.99'],
  },
];
