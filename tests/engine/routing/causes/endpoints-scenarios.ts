import { shopObjects } from '../shop.ts';
import { meta, serviceOf, type Scenario } from './scenario.ts';

/** Endpoints that are given for a Service, and that nobody sends to. */
export const ENDPOINTS_SCENARIOS: readonly Scenario[] = [
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('ledger', {}),
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: meta('ledger', { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }),
          subsets: [{ addresses: [{ ip: '198.51.100.4' }], ports: [{ port: 80 }] }],
        },
      ],
    }),
    to: 'http://ledger/',
    object: 'Endpoints/shop/ledger',
    field: 'metadata.labels.endpointslice.kubernetes.io/skip-mirror',
    fix: 'applies',
    says: ['Endpoints ledger of Service shop/ledger', 'ask not to be mirrored'],
  },
  {
    code: 'SERVICE_HAS_NO_ENDPOINTS',
    objects: shopObjects({
      more: [
        serviceOf('ledger', {}),
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: meta('ledger'),
          subsets: [{ addresses: [{ ip: '127.0.0.1' }], ports: [{ port: 80 }] }],
        },
      ],
    }),
    to: 'http://ledger/',
    object: 'Endpoints/shop/ledger',
    field: 'subsets.0.addresses',
    fix: 'none',
    says: ['Endpoints ledger of Service shop/ledger says 127.0.0.1', 'the API server refuses'],
  },
];
