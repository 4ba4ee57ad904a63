import { shopObjects } from '../shop.ts';
import { INTERNET, firstWebPod, type Scenario } from './scenario.ts';

const LOCAL_PORT = [{ port: 80, targetPort: 8080, nodePort: 30_080 }];

/** Causes of addresses, routes and rules. */
export const ROUTE_SCENARIOS: readonly Scenario[] = [
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
    code: 'TTL_EXPIRED',
    objects: shopObjects({ service: { externalIPs: ['203.0.113.99'] } }),
    from: INTERNET,
    to: 'tcp://203.0.113.99:81',
    object: 'Service/shop/web',
    field: 'spec.ports',
    fix: 'applies',
    says: ['until its TTL runs out', '203.0.113.99', 'TCP port 81'],
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
    code: 'ANSWER_NOT_SEEN',
    objects: shopObjects({ service: { type: 'NodePort', externalTrafficPolicy: 'Local', ports: LOCAL_PORT } }),
    from: { ip: '203.0.113.2', enters: 'node-1' },
    to: 'tcp://192.168.0.12:30080',
    object: 'Node/node-1',
    fix: 'none',
    says: ['past node node-1', 'INVALID', 'KUBE-FORWARD'],
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
