import { inShop, of, type Plain } from './fuzz-object.ts';

const NETWORKING = 'networking.k8s.io/v1';
const GATEWAY = 'gateway.networking.k8s.io/v1';
const POLICY = 'policy.networking.k8s.io/v1alpha1';

const rule = (backend: Plain): Plain => ({
  matches: [
    {
      path: { type: 'RegularExpression', value: '/shop/(cart|pay)/[0-9]+' },
      headers: [{ type: 'RegularExpression', name: 'X-Canary', value: '^v[12]$' }],
      queryParams: [{ name: 'q', value: '1' }],
      method: 'GET',
    },
    { path: { type: 'PathPrefix', value: '/' } },
  ],
  filters: [
    {
      type: 'URLRewrite',
      urlRewrite: { hostname: 'a.example', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
    },
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-A', value: 'b' }], remove: ['X-B'] } },
    { type: 'RequestMirror', requestMirror: { backendRef: backend, percent: 50 } },
  ],
  backendRefs: [
    { ...backend, weight: 3 },
    { ...backend, weight: 0 },
  ],
  timeouts: { request: '10s', backendRequest: '2s' },
  sessionPersistence: { sessionName: 'a', type: 'Cookie' },
});

const parent = { parentRefs: [{ name: 'edge', sectionName: 'http', port: 80 }] };

/** What lets requests in, and who may talk: some of each kind. */
export const ENTRIES: readonly Plain[] = [
  inShop(NETWORKING, 'Ingress', 'web', {
    metadata: {
      annotations: {
        'kubernetes.io/ingress.class': 'nginx',
        'nginx.ingress.kubernetes.io/rewrite-target': '/$2/$1',
        'nginx.ingress.kubernetes.io/use-regex': 'true',
        'nginx.ingress.kubernetes.io/canary': 'true',
        'nginx.ingress.kubernetes.io/canary-weight': '30',
        'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8',
        'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}]',
      },
    },
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'web', port: { number: 80 } } },
      tls: [{ hosts: ['shop.example.com'], secretName: 'tls' }],
      rules: [
        {
          host: '*.example.com',
          http: {
            paths: [
              {
                path: '/cart(/|$)(.*)',
                pathType: 'ImplementationSpecific',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
              { path: '/', pathType: 'Prefix', backend: { resource: { apiGroup: 'a.b', kind: 'Bucket', name: 'x' } } },
            ],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.30' }] } },
  }),
  of(NETWORKING, 'IngressClass', 'nginx', {
    metadata: { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'k8s.io/ingress-nginx' },
  }),
  inShop('v1', 'Secret', 'tls', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'AA==', 'tls.key': 'AA==' } }),
  inShop(NETWORKING, 'NetworkPolicy', 'np', {
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.3.0/24'] } },
            {
              namespaceSelector: {},
              podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] },
            },
          ],
          ports: [{ port: 8080, endPort: 8090, protocol: 'TCP' }, { port: 'http' }],
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: '::/0' } }], ports: [{ protocol: 'UDP', port: 53 }] }, {}],
    },
  }),
  of(POLICY, 'AdminNetworkPolicy', 'anp', {
    spec: {
      priority: 5,
      subject: { namespaces: { matchLabels: { team: 'x' } } },
      ingress: [
        {
          name: 'r',
          action: 'Pass',
          from: [{ pods: { namespaceSelector: {}, podSelector: {} } }],
          ports: [{ portRange: { start: 1, end: 90, protocol: 'UDP' } }, { namedPort: 'http' }],
        },
      ],
      egress: [{ action: 'Deny', to: [{ networks: ['10.0.0.0/8', 'fd00::/8'] }, { nodes: {} }] }],
    },
  }),
  of(POLICY, 'BaselineAdminNetworkPolicy', 'default', {
    spec: {
      subject: { pods: { namespaceSelector: {}, podSelector: {} } },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }],
    },
  }),
  of('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', 'cnp', {
    spec: {
      tier: 'Admin',
      priority: 9,
      subject: { namespaces: {} },
      ingress: [
        { action: 'Accept', from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 8080 } } }] },
      ],
      egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }, { domainNames: ['*.example.com'] }] }],
    },
  }),
  inShop('route.openshift.io/v1', 'Route', 'route', {
    spec: {
      host: 'r.example',
      path: '/a',
      to: { kind: 'Service', name: 'web', weight: 3 },
      alternateBackends: [{ kind: 'Service', name: 'db', weight: 1 }],
      port: { targetPort: 'http' },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
      wildcardPolicy: 'None',
    },
  }),
  of(GATEWAY, 'GatewayClass', 'example', { spec: { controllerName: 'example.com/c' } }),
  inShop(GATEWAY, 'Gateway', 'edge', {
    spec: {
      gatewayClassName: 'example',
      addresses: [{ type: 'IPAddress', value: '203.0.113.40' }],
      infrastructure: { labels: { x: 'y' }, annotations: { z: 'w' } },
      allowedListeners: { namespaces: { from: 'All' } },
      listeners: [
        {
          name: 'http',
          port: 80,
          protocol: 'HTTP',
          hostname: '*.example.com',
          allowedRoutes: {
            namespaces: { from: 'Selector', selector: { matchLabels: { team: 'x' } } },
            kinds: [{ kind: 'HTTPRoute' }],
          },
        },
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'tls' }], options: { a: 'b' } },
        },
        { name: 'tls', port: 8443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
        { name: 'tcp', port: 5000, protocol: 'TCP' },
        { name: 'udp', port: 5001, protocol: 'UDP' },
      ],
    },
    status: { addresses: [{ value: '203.0.113.41' }], conditions: [{ type: 'Accepted', status: 'True' }] },
  }),
  inShop(GATEWAY, 'HTTPRoute', 'http', {
    spec: { ...parent, hostnames: ['shop.example.com', '*.example.com'], rules: [rule({ name: 'web', port: 80 })] },
  }),
  inShop(GATEWAY, 'HTTPRoute', 'redirect', {
    metadata: { creationTimestamp: '2024-01-01T00:00:00Z' },
    spec: {
      ...parent,
      rules: [
        {
          filters: [
            {
              type: 'RequestRedirect',
              requestRedirect: {
                scheme: 'https',
                port: 443,
                statusCode: 301,
                path: { type: 'ReplaceFullPath', replaceFullPath: '/' },
              },
            },
          ],
        },
      ],
    },
  }),
  inShop(GATEWAY, 'GRPCRoute', 'grpc', {
    spec: {
      ...parent,
      rules: [
        {
          matches: [{ method: { type: 'Exact', service: 'a.B', method: 'C' } }],
          backendRefs: [{ name: 'web', port: 80 }],
        },
      ],
    },
  }),
  inShop('gateway.networking.k8s.io/v1alpha2', 'TLSRoute', 'tls', {
    spec: {
      parentRefs: [{ name: 'edge', sectionName: 'tls' }],
      hostnames: ['a.example'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  }),
  inShop('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', 'tcp', {
    spec: {
      parentRefs: [{ name: 'edge', sectionName: 'tcp' }],
      rules: [{ backendRefs: [{ name: 'db', port: 5432 }] }],
    },
  }),
  inShop('gateway.networking.k8s.io/v1alpha2', 'UDPRoute', 'udp', {
    spec: { parentRefs: [{ name: 'edge', sectionName: 'udp' }], rules: [{ backendRefs: [{ name: 'web', port: 53 }] }] },
  }),
  inShop('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'grant', {
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'back' }],
      to: [{ group: '', kind: 'Service', name: 'web' }],
    },
  }),
  inShop(GATEWAY, 'BackendTLSPolicy', 'btls', {
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: 'web', sectionName: 'http' }],
      validation: { hostname: 'web', wellKnownCACertificates: 'System' },
    },
  }),
  inShop('gateway.networking.k8s.io/v1alpha1', 'ListenerSet', 'more', {
    spec: { parentRef: { name: 'edge' }, listeners: [{ name: 'x', port: 81, protocol: 'HTTP' }] },
  }),
];
