import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { meta, podOf, serviceOf, unready, web, type Scenario } from './scenario.ts';

const policyOf = (name: string, namespace: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec: { podSelector: {}, ...spec },
});

/** What CoreDNS is told. */
const corefile = (Corefile: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'coredns', namespace: 'kube-system' },
  data: { Corefile },
});

/** kubeadm's Corefile with other lines in it, and where it forwards to. */
const corefileOf = (lines: string, forward = '/etc/resolv.conf'): RawObject =>
  corefile(
    `.:53 {\n    errors\n${lines}    kubernetes cluster.local in-addr.arpa ip6.arpa {\n       pods insecure\n    }\n    forward . ${forward} {\n       max_concurrent 1000\n    }\n    loop\n}\n`,
  );

/** A StatefulSet db with two pods, of which the second is not ready, and a headless Service of that name. */
const SET: readonly RawObject[] = [
  serviceOf('db', { clusterIP: 'None', selector: { app: 'db' } }),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('db'),
    spec: {
      serviceName: 'db',
      replicas: 2,
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' } },
        spec: { containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }] }] },
      },
    },
  },
];
const ofSet = (name: string, status: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, {
    labels: { app: 'db' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', controller: true }],
  }),
  spec: {
    nodeName: 'node-2',
    hostname: name,
    subdomain: 'db',
    containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }] }],
  },
  status,
});

/** Causes of names and the servers that answer for them. */
export const NAME_SCENARIOS: readonly Scenario[] = [
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects(),
    to: 'http://wbe/',
    fix: 'told',
    says: ['named wbe'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: [podOf('host', { hostNetwork: true })] }),
    from: { pod: 'shop/host' },
    to: 'http://web.shop/',
    object: 'Pod/shop/host',
    field: 'spec.dnsPolicy',
    fix: 'applies',
    says: ['shop/host', '192.0.2.53', 'does not know the cluster'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({
      more: [podOf('plain', { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'] } })],
    }),
    from: { pod: 'shop/plain' },
    to: 'http://web/',
    object: 'Pod/shop/plain',
    field: 'spec.dnsConfig',
    fix: 'told',
    says: ['no search list', 'web.shop.svc.cluster.local'],
  },
  ...[
    [{ ipFamilyPolicy: 'RequireDualStack' }, 'spec.ipFamilyPolicy', 'not configured for dual-stack'],
    [{ ipFamilies: ['IPv6'] }, 'spec.ipFamilies.0', 'not configured'],
  ].map(
    ([fields, field, words]): Scenario => ({
      code: 'NAME_NOT_FOUND',
      objects: shopObjects({
        more: [
          {
            apiVersion: 'kubeadm.k8s.io/v1beta4',
            kind: 'ClusterConfiguration',
            metadata: { name: 'kubeadm-config' },
            networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/12' },
          },
          serviceOf('both', { selector: { app: 'web' }, ...(fields as object) }),
        ],
      }),
      to: 'http://both/',
      object: 'Service/shop/both',
      field: field as string,
      fix: 'told',
      says: ['no Service shop/both', 'API server refuses', words as string],
    }),
  ),
  ...[
    ['https://api.example.com/v1', 'spec.externalName: Invalid value: "https://api.example.com/v1"', 'applies'],
    ['API.example.com', 'spec.externalName: Invalid value: "API.example.com"', 'applies'],
    ['api example', 'a lowercase RFC 1123 subdomain', 'told'],
    ['', 'spec.externalName: Required value', 'told'],
  ].map(
    ([externalName, words, fix]): Scenario => ({
      code: 'NAME_NOT_FOUND',
      objects: shopObjects({ more: [serviceOf('api', { type: 'ExternalName', externalName })] }),
      to: 'https://api/',
      object: 'Service/shop/api',
      field: 'spec.externalName',
      fix: fix as Scenario['fix'],
      says: ['no Service shop/api', 'API server refuses', words as string],
    }),
  ),
  ...[
    [{ type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }, 'spec.ports.0.nodePort', 'already allocated'],
    [{ ports: [{ port: 80, nodePort: 30_081 }] }, 'spec.ports.0.nodePort', 'may not be used'],
    [{ externalTrafficPolicy: 'Local' }, 'spec.externalTrafficPolicy', 'externally-accessible services'],
    [{ type: 'NodePort', healthCheckNodePort: 30_082 }, 'spec.healthCheckNodePort', "`type` is 'LoadBalancer'"],
    [{ loadBalancerSourceRanges: ['192.0.2.0/24'] }, 'spec.loadBalancerSourceRanges', "`type` is 'LoadBalancer'"],
  ].map(
    ([fields, field, words]): Scenario => ({
      code: 'NAME_NOT_FOUND',
      objects: shopObjects({
        more: [
          serviceOf('first', { selector: { app: 'web' }, type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }),
          serviceOf('second', { selector: { app: 'web' }, ...(fields as object) }),
        ],
      }),
      to: 'http://second/',
      object: 'Service/shop/second',
      field: field as string,
      fix: 'applies',
      says: ['no Service shop/second', 'API server refuses', words as string],
    }),
  ),
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: [serviceOf('alias', { type: 'ExternalName', externalName: '10.1.2.3' })] }),
    to: 'http://alias/',
    object: 'Service/shop/alias',
    field: 'spec.externalName',
    fix: 'none',
    says: ['address 10.1.2.3', 'DNS takes it for a name', 'EndpointSlice'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({
      more: [corefile('.:53 {\n    kubernetes k8s.corp\n    forward . 192.0.2.53\n}\n')],
    }),
    to: 'http://web/',
    object: 'ConfigMap/kube-system/coredns',
    field: 'data.Corefile',
    fix: 'none',
    says: ['answers', 'web.shop.svc.cluster.local', 'ConfigMap kube-system/coredns', 'nothing serves that zone'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({
      more: [
        corefile(
          '.:53 {\n    kubernetes cluster.local {\n      namespaces kube-system pay\n    }\n    forward . 192.0.2.53\n}\n',
        ),
      ],
    }),
    to: 'http://web/',
    object: 'ConfigMap/kube-system/coredns',
    field: 'data.Corefile',
    fix: 'none',
    says: ['web.shop.svc.cluster.local. (for web)', 'NXDOMAIN', '"namespaces kube-system pay"'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({
      more: [serviceOf('alias', { type: 'ExternalName', externalName: 'wbe.shop.svc.cluster.local' })],
    }),
    to: 'http://alias/',
    object: 'Service/shop/alias',
    field: 'spec.externalName',
    fix: 'applies',
    says: ['shop/alias', 'wbe.shop.svc.cluster.local', 'without an address'],
  },
  {
    code: 'DNS_UNREACHABLE',
    objects: shopObjects({
      more: [
        policyOf('only-web', 'shop', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
        }),
      ],
    }),
    ...web,
    object: 'NetworkPolicy/shop/only-web',
    fix: 'applies',
    says: ['DNS query', 'shop/only-web', 'UDP port 53', 'waits 10 s'],
  },
  {
    code: 'DNS_UNREACHABLE',
    objects: shopObjects({ more: [policyOf('closed', 'kube-system', { policyTypes: ['Egress'] })] }),
    to: 'http://www.example.com/',
    object: 'NetworkPolicy/kube-system/closed',
    fix: 'applies',
    says: ['kube-system/coredns', 'SERVFAIL', '192.0.2.53'],
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
    code: 'DNS_UNREACHABLE',
    objects: shopObjects({ more: [corefileOf('', '127.0.0.53')] }),
    ...web,
    object: 'ConfigMap/kube-system/coredns',
    field: 'data.Corefile',
    fix: 'applies',
    says: ['exits as soon as it has started', 'forwards to 127.0.0.53'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: [corefileOf('    hosts {\n      10.9.9.9 db.corp\n    }\n')] }),
    ...web,
    object: 'ConfigMap/kube-system/coredns',
    field: 'data.Corefile',
    fix: 'applies',
    says: ['web.shop.svc.cluster.local. (for web) with SERVFAIL', 'without fallthrough'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: [corefileOf('    rewrite name shop.example wbe.shop.svc.cluster.local\n')] }),
    to: 'http://shop.example/',
    object: 'ConfigMap/kube-system/coredns',
    field: 'data.Corefile',
    fix: 'none',
    says: ['shop.example. with NXDOMAIN', 'rewrite name shop.example wbe.shop.svc.cluster.local'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: [...SET, ofSet('db-1', unready.status)] }),
    to: 'tcp://db-1.db:80',
    object: 'Service/shop/db',
    field: 'spec.publishNotReadyAddresses',
    fix: 'applies',
    says: ['Pod db-1 has no name', 'not ready', 'publishNotReadyAddresses'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({ more: SET }),
    to: 'tcp://db-2.db:80',
    object: 'StatefulSet/shop/db',
    field: 'spec.replicas',
    fix: 'applies',
    says: ['There is no pod db-2', 'StatefulSet shop/db has 2 replicas'],
  },
  {
    code: 'NAME_NOT_FOUND',
    objects: shopObjects({
      more: [...SET.slice(1), serviceOf('db-all', { clusterIP: 'None', selector: { app: 'db' } })],
    }),
    to: 'tcp://db-0.db:80',
    object: 'StatefulSet/shop/db',
    field: 'spec.serviceName',
    fix: 'applies',
    says: ['No pod of StatefulSet shop/db has a name', 'its serviceName is db', 'no Service db in namespace shop'],
  },
];
