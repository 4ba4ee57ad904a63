import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { shopObjects } from '../shop.ts';
import { podOf, serviceOf, web, type Scenario } from './scenario.ts';

const policyOf = (name: string, namespace: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec: { podSelector: {}, ...spec },
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
];
