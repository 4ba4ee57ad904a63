import type { RawObject } from '../../engine/objects.ts';
import { namespace, nodes, pod, service } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const labelled = (app: string) => ({ podSelector: { matchLabels: { app } } });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

function policy(name: string, spec: object, place = 'shop'): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: place },
    spec: { podSelector: {}, ...spec },
  };
}

const WEB = pod('web', 'node-1', [{ name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } }]);
const AUDIT = pod('audit', 'node-2', [{ name: 'audit', image: 'shop/audit:1.1', ports: { http: 7000 } }]);
const DB = pod('db', 'node-2', [{ name: 'db', image: 'postgres:18', ports: { sql: 5432 } }]);
const DB_SERVICE = service({ name: 'db', clusterIP: '10.96.40.50', port: 5432, targetPort: 'sql' });
const ADDRESS = 'tcp://10.96.40.50:5432';
const CALICO = { cni: 'calico' };

/** A pod that is still what its label says. */
const stays = (app: string, place = 'shop') => ({
  object: `Pod/${place}/${app}`,
  has: { metadata: { labels: { app } } },
});
const DENY_BOTH = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
const DENY = policy('default-deny', DENY_BOTH);
const DENY_STAYS = { object: 'NetworkPolicy/shop/default-deny', has: { spec: DENY_BOTH } };
const OPEN = [namespace(), ...nodes(2), WEB, AUDIT, DB, DB_SERVICE];
const ALL_STAY = [stays('web'), stays('audit'), stays('db')];
/** Whom the database listens to. */
const ONLY_WEB = {
  to: { namespace: 'shop', labels: { app: 'db' } },
  port: 5432,
  only: [{ namespace: 'shop', labels: { app: 'web' } }],
};

export const ONLY_WEB_REACHES_DB = challenge({
  title: 'A door for one',
  overrides: CALICO,
  objects: OPEN,
  goal: {
    text: 'Every pod reaches the database. From now on only the web may.',
    requests: [
      { from: { pod: 'shop/web' }, to: 'tcp://db:5432', expect: 'succeeds', by: ['Pod/shop/db'] },
      { from: { pod: 'shop/audit' }, to: 'tcp://db:5432', expect: 'fails' },
    ],
    access: [ONLY_WEB],
    keep: ALL_STAY,
    hints: [
      'A pod that no policy selects accepts from everybody. A pod that one selects accepts what its policies allow.',
      'A NetworkPolicy that selects the database needs one rule below ingress.',
      'podSelector: app=db; ingress from podSelector: app=web, on port 5432.',
    ],
  },
});

export const ONE_PEER_OR_TWO = challenge({
  title: 'And, or',
  overrides: CALICO,
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    pod('orders', 'node-1', [{ name: 'orders', image: 'shop/orders:1.7', ports: { http: 8080 } }]),
    AUDIT,
    pod('ledger', 'node-2', [{ name: 'ledger', image: 'pay/ledger:4.0', ports: { http: 9000 } }], { namespace: 'pay' }),
    service({ name: 'ledger', namespace: 'pay', clusterIP: '10.96.40.31', targetPort: 'http' }),
    policy('ledger', { ...labelled('ledger'), ingress: [{ from: [inNamespace('shop'), labelled('orders')] }] }, 'pay'),
  ],
  goal: {
    text: 'The ledger should hear from the orders of namespace shop alone. Everything in that namespace reaches it.',
    requests: [
      { from: { pod: 'shop/orders' }, to: 'http://ledger.pay/', expect: 'succeeds', by: ['Pod/pay/ledger'] },
      { from: { pod: 'shop/audit' }, to: 'http://ledger.pay/', expect: 'fails' },
    ],
    access: [
      {
        to: { namespace: 'pay', labels: { app: 'ledger' } },
        port: 9000,
        only: [{ namespace: 'shop', labels: { app: 'orders' } }],
      },
    ],
    keep: [stays('orders'), stays('audit'), stays('ledger', 'pay')],
    hints: [
      'The items of a from list are alternatives: who matches one of them is let in.',
      'Two selectors in one item must both match. How many items does the list have?',
      'Move podSelector into the item of namespaceSelector: one peer in place of two.',
    ],
  },
});

export const NAMES_TOO = challenge({
  title: 'The address works, the name does not',
  overrides: CALICO,
  objects: [
    ...OPEN,
    DENY,
    policy('web', { ...labelled('web'), policyTypes: ['Egress'], egress: [{ to: [labelled('db')] }] }),
    policy('db', { ...labelled('db'), ingress: [{ from: [labelled('web')], ports: [{ port: 5432 }] }] }),
  ],
  goal: {
    text: 'The web may send to the database and the database may receive. By its name it is never found.',
    requests: [
      { from: { pod: 'shop/web' }, to: 'tcp://db:5432', expect: 'succeeds', by: ['Pod/shop/db'] },
      { from: { pod: 'shop/web' }, to: 'http://203.0.113.80/', expect: 'fails' },
      { from: { pod: 'shop/audit' }, to: ADDRESS, expect: 'fails' },
    ],
    access: [ONLY_WEB],
    keep: [DENY_STAYS, ...ALL_STAY],
    hints: [
      'Before the connection there is a question, and it is a packet like any other.',
      'Whom does the web ask for the address of db, and which policy lets that packet out?',
      'Allow egress to port 53, UDP and TCP, of the pods of kube-system.',
    ],
  },
});

export const BOTH_ENDS = challenge({
  title: 'It takes two',
  overrides: CALICO,
  objects: [
    ...OPEN,
    DENY,
    policy('db', { ...labelled('db'), ingress: [{ from: [labelled('web')], ports: [{ port: 5432 }] }] }),
  ],
  goal: {
    text: 'The database has a policy that lets the web in, and the web still cannot connect, not even by address.',
    requests: [
      { from: { pod: 'shop/web' }, to: ADDRESS, expect: 'succeeds', by: ['Pod/shop/db'] },
      { from: { pod: 'shop/audit' }, to: ADDRESS, expect: 'fails' },
      { from: { pod: 'shop/web' }, to: 'http://203.0.113.80/', expect: 'fails' },
    ],
    access: [ONLY_WEB],
    keep: [DENY_STAYS, ...ALL_STAY],
    hints: [
      'A connection needs leave at both of its ends.',
      'On whose side is the packet dropped?',
      'A policy that selects app=web, with egress to podSelector app=db.',
    ],
  },
});

export const NO_METADATA = challenge({
  title: 'Everything but one address',
  overrides: CALICO,
  objects: [
    namespace(),
    ...nodes(2),
    WEB,
    policy('web', {
      ...labelled('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    }),
  ],
  goal: {
    text: 'The web may call everybody outside, and with that the metadata service of the cloud, which hands out the node’s credentials.',
    requests: [
      { from: { pod: 'shop/web' }, to: 'http://169.254.169.254/', expect: 'fails' },
      ...['203.0.113.80', '198.51.100.7', '8.20.30.40', '93.100.0.1', '220.1.2.3'].map((address) => ({
        from: { pod: 'shop/web' },
        to: `http://${address}/`,
        expect: 'succeeds' as const,
      })),
    ],
    keep: [stays('web')],
    mostEdits: 4,
    hints: [
      'Policies have no word for no. Something has to be left out of what is allowed.',
      'An ipBlock has more than a cidr.',
      'except: ["169.254.169.254/32"] in the ipBlock.',
    ],
  },
});

export const NOBODY_ENFORCES = challenge({
  title: 'A policy that does nothing',
  overrides: { cni: 'flannel' },
  objects: [
    namespace(),
    ...nodes(2),
    WEB,
    AUDIT,
    DB,
    DB_SERVICE,
    policy('db', { ...labelled('db'), ingress: [{ from: [labelled('web')], ports: [{ port: 5432 }] }] }),
  ],
  goal: {
    text: 'The policy is right, and the audit reaches the database all the same.',
    requests: [
      { from: { pod: 'shop/web' }, to: 'tcp://db:5432', expect: 'succeeds', by: ['Pod/shop/db'] },
      { from: { pod: 'shop/audit' }, to: 'tcp://db:5432', expect: 'fails' },
    ],
    access: [ONLY_WEB],
    keep: ALL_STAY,
    mostEdits: 2,
    hints: [
      'The API server stores policies. It does not enforce them.',
      'Whose work is it, and is it done in this cluster? The settings of the cluster say which network it has.',
      'Flannel enforces no policies: choose a network that does, such as Calico.',
    ],
  },
});
