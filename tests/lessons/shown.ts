/** What happens at the steps the stories stop at, by part of the story. */
export const SHOWN: Readonly<Record<string, Readonly<Record<number, readonly [place: string, step: string]>>>> = {
  'pod-to-service': {
    1: ['pod/shop/frontend', 'SOCKET SENT'],
    2: ['node/node-1', 'TRANSLATE DNAT'],
    3: ['node/node-2', 'INTERFACE RECEIVED'],
    4: ['node/node-1', 'TRANSLATE UN_DNAT'],
    5: ['node/node-1', 'TRANSLATE DNAT'],
    6: ['router', 'ROUTE NO_ROUTE'],
  },
  'container-to-container': {
    2: ['pod/shop/catalog', 'SOCKET REFUSED'],
    3: ['pod/shop/crowded', 'SOCKET REFUSED'],
  },
  'pod-to-pod': {
    1: ['pod/shop/frontend', 'ROUTE FORWARDED'],
    2: ['node/node-1', 'ROUTE FORWARDED'],
    3: ['pod/shop/orders', 'SOCKET ACCEPTED'],
  },
  'external-to-service': {
    1: ['node/node-1', 'TRANSLATE SNAT'],
    2: ['pod/ingress-nginx/', 'TLS_TERMINATED DECRYPTED'],
    3: ['pod/ingress-nginx/', 'ROUTE_MATCHED FORWARDED'],
    4: ['pod/shop/cart-', 'SOCKET ACCEPTED'],
    5: ['pod/ingress-nginx/', 'NO_ROUTE_MATCHED ANSWERED'],
  },
  'whose-address': {
    0: ['pod/shop/cart', 'SOCKET ACCEPTED'],
    1: ['node/node-1', 'TRANSLATE SNAT'],
    2: ['node/node-1', 'TRANSLATE UN_SNAT'],
    3: ['node/node-1', 'TRANSLATE SNAT'],
    4: ['pod/shop/cart', 'SOCKET ACCEPTED'],
    5: ['node/node-2', 'TRANSLATE SNAT'],
  },
  'service-types': {
    0: ['node/node-1', 'TRANSLATE DNAT'],
    1: ['node/node-2', 'TRANSLATE SNAT'],
    2: ['load-balancer', 'ROUTE FORWARDED'],
    3: ['pod/ingress-nginx/', 'SOCKET SENT'],
  },
  'broken-shop': {
    1: ['node/node-1', 'RULE REJECT'],
    2: ['node/node-1', 'RULE REJECT'],
    3: ['pod/ingress-nginx/', 'ROUTE_MATCHED ANSWERED'],
  },
  'who-may-talk': {
    1: ['node/node-1', 'RULE MARK'],
    2: ['node/node-1', 'RULE DROP'],
    3: ['node/node-2', 'RULE DROP'],
  },
  'what-a-name-costs': {
    0: ['pod/shop/frontend', 'SOCKET SENT'],
    1: ['node/node-1', 'TRANSLATE DNAT'],
    2: ['pod/shop/frontend', 'SOCKET SENT'],
    3: ['pod/shop/frontend', 'SOCKET SENT'],
    4: ['pod/kube-system/coredns', 'SOCKET SENT'],
    5: ['pod/shop/frontend', 'SOCKET SENT'],
  },
  'one-address-many-routes': {
    0: ['pod/shop/edge-envoy', 'ROUTE_MATCHED FORWARDED'],
    2: ['pod/shop/edge-envoy', 'SOCKET SENT'],
    4: ['pod/shop/edge-envoy', 'ROUTE_MATCHED ANSWERED'],
  },
  'under-another-cni': {
    0: ['node/node-1', 'TRANSLATE DNAT'],
    1: ['node/node-1', 'TUNNEL ENCAPSULATED'],
    2: ['node/node-2', 'TUNNEL DECAPSULATED'],
    3: ['pod/shop/catalog', 'SOCKET ACCEPTED'],
    4: ['pod/shop/frontend', 'MTU FRAGMENTED'],
  },
  'kube-proxy': {
    1: ['node/node-1', 'TRANSLATE DNAT'],
    3: ['node/node-1', 'RULE REJECT'],
  },
  'reading-a-node': {
    0: ['pod/shop/frontend', 'ROUTE FORWARDED'],
    1: ['node/node-1', 'TRANSLATE DNAT'],
    2: ['node/node-1', 'ROUTE FORWARDED'],
    3: ['node/node-1', 'TRANSLATE UN_DNAT'],
    4: ['node/node-1', 'TRANSLATE SNAT'],
  },
};
