import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ENFORCED, ENFORCED_BY_RULES } from './objects/networks.ts';
import { namespace, nodes, pod, service } from './objects/objects.ts';

const FRONTEND = { podSelector: { matchLabels: { app: 'frontend' } } };
const ORDERS = { podSelector: { matchLabels: { app: 'orders' } } };
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

function policy(name: string, spec: object, place = 'shop'): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: place },
    spec: { podSelector: {}, ...spec },
  };
}

export const WHO_MAY_TALK: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Who may talk to whom',
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('orders', 'node-2', [{ name: 'orders', image: 'shop/orders:1.7', ports: { http: 8080 } }]),
    pod('ledger', 'node-2', [{ name: 'ledger', image: 'pay/ledger:4.0', ports: { http: 9000 } }], { namespace: 'pay' }),
    pod('audit', 'node-1', [{ name: 'audit', image: 'pay/audit:1.1' }], { namespace: 'pay' }),
    service({ name: 'orders', clusterIP: '10.96.40.20', targetPort: 'http' }),
    service({ name: 'ledger', namespace: 'pay', clusterIP: '10.96.40.30', targetPort: 'http' }),
    policy('default-deny', { policyTypes: ['Ingress', 'Egress'] }),
    policy('frontend', { ...FRONTEND, policyTypes: ['Egress'], egress: [{ to: [ORDERS] }] }),
    policy('orders', {
      ...ORDERS,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [FRONTEND], ports: [{ port: 'http' }] }],
      egress: [
        { to: [inNamespace('pay')], ports: [{ port: 9000 }] },
        { to: [inNamespace('kube-system')], ports: [{ port: 53, protocol: 'UDP' }] },
      ],
    }),
    policy('ledger', { ingress: [{ from: [{ ...inNamespace('shop'), ...ORDERS }] }] }, 'pay'),
  ],
  requests: [
    { title: 'frontend → orders, by address', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.20/' },
    { title: 'frontend → ledger', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.30/' },
    { title: 'audit → orders', from: { pod: 'pay/audit' }, to: 'http://orders.shop/' },
    { title: 'orders → ledger', from: { pod: 'shop/orders' }, to: 'http://ledger.pay/' },
    { title: 'frontend → orders, by name', from: { pod: 'shop/frontend' }, to: 'http://orders/' },
  ],
  story: [
    {
      title: 'Deny, then allow',
      text: 'default-deny selects every pod of shop and allows nothing, in either direction. Policies only ever add: frontend may send to orders, and orders may receive from frontend. It takes both, one for each end.',
      request: 0,
      holds: { cnis: ENFORCED },
    },
    {
      title: 'After the translation',
      text: 'frontend asked 10.96.40.20, a Service. No policy knows that address: when its rules look at the packet, kube-proxy has already given it the address of a pod.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'RULE', nth: 8 },
      holds: { proxyModes: ['iptables'], cnis: ENFORCED_BY_RULES },
    },
    {
      title: 'Stopped on the way out',
      text: 'Nothing lets frontend send to the ledger, so the packet ends on frontend’s own node, without an answer: the client waits until it times out.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 1, type: 'RULE', action: 'DROP' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Stopped on the way in',
      text: 'No policy in pay concerns what audit sends, so the packet travels to the node of orders. There the policies of shop stop it: audit is neither in the namespace nor has the label.',
      request: 2,
      question: { ask: 'WHERE_LOST' },
      step: { leg: 1, direction: 'request', hop: 2, type: 'RULE', action: 'DROP' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Both selectors at once',
      text: 'The ledger allows pods that have app=orders and are in the namespace shop: one entry with two selectors. Two entries would mean either of them.',
      request: 3,
      holds: { cnis: ENFORCED },
    },
    {
      title: 'The name is a packet, too',
      text: 'By name the same request fails. frontend may send to orders and to nobody else, so its question to the cluster DNS is dropped, and the connection is never tried. Take the fix that is offered, and send again.',
      request: 4,
      question: { ask: 'ARRIVES' },
      holds: { cnis: ENFORCED },
    },
  ],
};
