import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { object, pod } from '../unread/board.ts';
import { meshBoard } from '../mesh/board.ts';
import type { Scenario } from './scenario.ts';

const strict = object('security.istio.io/v1 PeerAuthentication istio-system/default', { mtls: { mode: 'STRICT' } });
const off = object('security.istio.io/v1 PeerAuthentication town/off', { mtls: { mode: 'DISABLE' } });
const ruleOf = (host: string, mode: string): RawObject =>
  object('networking.istio.io/v1 DestinationRule town/said', { host, trafficPolicy: { tls: { mode } } });

const GUEST = { pod: 'yard/guest' };
const BUYER = { pod: 'town/buyer' };
const demanded = { code: 'MESH_DEMANDS_MUTUAL_TLS', fix: 'applies' } as const;
const plain = { code: 'MESH_SERVER_SPEAKS_PLAIN', fix: 'applies', object: 'DestinationRule/town/said' } as const;
const field = 'spec.trafficPolicy.tls.mode';

const authorize = (key: string, spec: object): RawObject =>
  object(`security.istio.io/v1 AuthorizationPolicy ${key}`, { ...spec });
const refused = { code: 'MESH_REFUSES', fix: 'applies' } as const;
const noAdmin = authorize('town/no-admin', {
  action: 'DENY',
  rules: [{ to: [{ operation: { methods: ['DELETE'] } }] }, { to: [{ operation: { paths: ['/admin*'] } }] }],
});

/** Requests that proxies of a mesh do not let through. */
export const MESH_SCENARIOS: readonly Scenario[] = [
  {
    ...demanded,
    objects: meshBoard([strict]),
    from: GUEST,
    to: 'http://bread.town/',
    object: 'PeerAuthentication/istio-system/default',
    field: 'spec.mtls.mode',
    says: [
      'port 7000 of pod town/bread',
      'PeerAuthentication istio-system/default says STRICT',
      'has no proxy of the mesh',
    ],
  },
  {
    ...demanded,
    objects: meshBoard([
      object('security.istio.io/v1 PeerAuthentication town/bread', {
        selector: { matchLabels: { app: 'bread' } },
        mtls: { mode: 'PERMISSIVE' },
        portLevelMtls: { 7000: { mode: 'STRICT' } },
      }),
      pod('town/shy', 9000, { annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': '80' } }),
    ]),
    from: { pod: 'town/shy' },
    to: 'http://bread.town/',
    object: 'PeerAuthentication/town/bread',
    field: 'spec.portLevelMtls.7000.mode',
    says: ['the connection passes it by'],
  },
  {
    ...demanded,
    objects: meshBoard([strict]),
    from: BUYER,
    to: 'tcp://10.20.2.2:7000',
    object: 'PeerAuthentication/istio-system/default',
    field: 'spec.mtls.mode',
    says: ['knows no Service by what was called'],
  },
  {
    ...demanded,
    objects: meshBoard([strict, ruleOf('bread', 'DISABLE')]),
    from: BUYER,
    to: 'http://bread/',
    object: 'DestinationRule/town/said',
    field,
    says: ['DestinationRule town/said has the client’s proxy speak otherwise (mode DISABLE)'],
  },
  {
    ...refused,
    objects: meshBoard([noAdmin]),
    from: BUYER,
    to: 'http://bread/admin/keys',
    object: 'AuthorizationPolicy/town/no-admin',
    field: 'spec.rules.1',
    says: [
      'Rule 2 of AuthorizationPolicy town/no-admin denies GET /admin/keys',
      'cluster.local/ns/town/sa/default',
      '403',
    ],
  },
  {
    ...refused,
    objects: meshBoard([
      authorize('town/bread', {
        selector: { matchLabels: { app: 'bread' } },
        rules: [{ from: [{ source: { namespaces: ['bakery'] } }] }],
      }),
    ]),
    from: BUYER,
    to: 'http://bread/',
    object: 'AuthorizationPolicy/town/bread',
    field: 'spec.rules',
    says: ['AuthorizationPolicy town/bread allows pod town/bread', 'no rule is for GET /', '403'],
  },
  {
    ...refused,
    objects: meshBoard([authorize('town/nothing', {}), authorize('istio-system/also', {})]),
    from: GUEST,
    to: 'tcp://bread.town:80',
    object: 'AuthorizationPolicy/istio-system/also',
    field: 'spec.rules',
    says: ['and AuthorizationPolicy town/nothing allow', 'who has not shown who it is', 'resets the connection'],
  },
  {
    ...plain,
    objects: meshBoard([ruleOf('well.yard.svc.cluster.local', 'ISTIO_MUTUAL')]),
    from: BUYER,
    to: 'http://well.yard/',
    field,
    says: ['DestinationRule town/said', 'port 7000 of pod yard/well', 'no proxy of the mesh', '503'],
  },
  {
    ...plain,
    objects: meshBoard([off, ruleOf('bread', 'ISTIO_MUTUAL')]),
    from: BUYER,
    to: 'http://bread/',
    field,
    says: ['PeerAuthentication town/off says DISABLE'],
  },
];
