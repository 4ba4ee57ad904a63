import type { ScenarioDocument } from '../scenario/document.ts';

/** A built-in scenario. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** What it teaches, for grouping. */
  readonly model: 'Networking models' | 'Service types' | 'Diagnosis';
  readonly load: () => Promise<ScenarioDocument>;
}

/** In the order the Gallery offers them; the first opens by itself. */
export const SCENARIOS: readonly Lesson[] = [
  {
    id: 'pod-to-service',
    title: 'Pod to Service',
    summary:
      'A pod asks for http://cart: DNS, a clusterIP that no interface has, DNAT to one of three pods, and the reply.',
    model: 'Networking models',
    load: async () => (await import('./pod-to-service.ts')).POD_TO_SERVICE,
  },
  {
    id: 'container-to-container',
    title: 'Container to container',
    summary:
      'A proxy and an application share one network namespace: localhost, the pause container and a port that is taken.',
    model: 'Networking models',
    load: async () => (await import('./container-to-container.ts')).CONTAINER_TO_CONTAINER,
  },
  {
    id: 'pod-to-pod',
    title: 'Pod to pod',
    summary:
      'The same request on one node over the bridge, and between two nodes over a route to a podCIDR, without NAT.',
    model: 'Networking models',
    load: async () => (await import('./pod-to-pod.ts')).POD_TO_POD,
  },
  {
    id: 'external-to-service',
    title: 'External to Service',
    summary:
      'From the internet through a load balancer to an Ingress controller, which ends TLS and chooses by host and path.',
    model: 'Networking models',
    load: async () => (await import('./external-to-service.ts')).EXTERNAL_TO_SERVICE,
  },
  {
    id: 'service-types',
    title: 'Four ways into one application',
    summary: 'ClusterIP, NodePort, LoadBalancer and Ingress in front of the same pods, one request each.',
    model: 'Service types',
    load: async () => (await import('./service-types.ts')).SERVICE_TYPES,
  },
  {
    id: 'broken-shop',
    title: 'The broken shop',
    summary: 'Three complaints, three causes: a selector, a targetPort and an Ingress backend. Find and repair them.',
    model: 'Diagnosis',
    load: async () => (await import('./broken-shop.ts')).BROKEN_SHOP,
  },
];
