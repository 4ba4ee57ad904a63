import type { RawObject } from '../../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { ENFORCED } from '../objects/networks.ts';
import { namespace, nodes, pod, service } from '../objects/objects.ts';

/** The same two pods in a namespace of each step. */
const STEPS = ['one', 'two', 'three', 'four'];

function policy(place: string, name: string, spec: object): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: place },
    spec: { podSelector: {}, ...spec },
  };
}

const DNS = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const of = (app: string) => ({ podSelector: { matchLabels: { app } } });
const deny = (place: string) => policy(place, 'default-deny', { policyTypes: ['Ingress', 'Egress'] });
const dns = (place: string) => policy(place, 'dns', { policyTypes: ['Egress'], egress: [DNS] });
const webOut = (place: string) =>
  policy(place, 'web-out', {
    ...of('web'),
    policyTypes: ['Egress'],
    egress: [{ to: [of('db')], ports: [{ port: 5432 }] }],
  });

// Kubernetes: Network Policies ("Default policies").
export const DEFAULT_DENY: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Default deny, step by step',
  objects: [
    ...nodes(2),
    ...STEPS.flatMap((place) => [
      namespace(place),
      pod('web', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }], { namespace: place }),
      pod('db', 'node-2', [{ name: 'db', image: 'postgres:18', ports: { sql: 5432 } }], { namespace: place }),
      service({ name: 'db', namespace: place, port: 5432, targetPort: 'sql' }),
    ]),
    deny('two'),
    deny('three'),
    dns('three'),
    webOut('three'),
    deny('four'),
    dns('four'),
    webOut('four'),
    policy('four', 'db-in', { ...of('db'), ingress: [{ from: [of('web')], ports: [{ port: 'sql' }] }] }),
  ],
  requests: STEPS.map((place) => ({
    title: `web → db in ${place}`,
    from: { pod: `${place}/web` },
    to: 'tcp://db:5432',
  })).concat([{ title: 'web of one → db of four', from: { pod: 'one/web' }, to: 'tcp://db.four:5432' }]),
  story: [
    {
      title: 'Without a policy',
      text: 'In the namespace one nothing is said, so everything may talk to everything, from other namespaces, too. The same two pods stand in four namespaces; each has one step more.',
      request: 0,
    },
    {
      title: 'Deny everything',
      text: 'default-deny in two selects every pod, names both directions and allows nothing. Not even the name is found: the question to the cluster DNS is egress as well.',
      request: 1,
      question: { ask: 'ARRIVES' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Allow names, and one way out',
      text: 'In three, dns lets every pod ask kube-system on port 53, and web-out lets web send to db. The name is found now, and the packet leaves; it takes two policies that agree.',
      request: 2,
      question: { ask: 'WHERE_LOST' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Allow the way in',
      text: 'In four, db-in lets db take port sql from web. The answer needs no policy of its own: it belongs to a connection that was allowed.',
      request: 3,
    },
    {
      title: 'Nobody else',
      text: 'web of the namespace one asks db of four. Its own namespace lets it send; db-in names pods with app=web, and without a namespaceSelector it means those of its own namespace.',
      request: 4,
      question: { ask: 'ARRIVES' },
      holds: { cnis: ENFORCED },
    },
  ],
};
