import { FIRST_LESSON, type Lesson } from './first-lesson.ts';

/** A lesson as the Gallery offers it. */
interface OfferedLesson extends Lesson {
  readonly summary: string;
  /** What it teaches, for grouping. */
  readonly model:
    | 'Networking models'
    | 'Service types'
    | 'Diagnosis'
    | 'Policies and names'
    | 'Entry'
    | 'CNIs'
    | 'Change over time';
}

/** In the order the Gallery offers them. The page that opens has no use for the list: lookupLesson fetches it. */
export const SCENARIOS: readonly OfferedLesson[] = [
  {
    ...FIRST_LESSON,
    summary:
      'A pod asks for http://cart: DNS, a clusterIP that no interface has, DNAT to one of three pods, and the reply.',
    model: 'Networking models',
  },
  {
    id: 'container-to-container',
    title: 'Container to container',
    summary:
      'A proxy and an application share one network namespace: localhost, the pause container and a port that is taken.',
    model: 'Networking models',
    load: async () => (await import('../container-to-container.ts')).CONTAINER_TO_CONTAINER,
  },
  {
    id: 'pod-to-pod',
    title: 'Pod to pod',
    summary:
      'The same request on one node over the bridge, and between two nodes over a route to a podCIDR, without NAT.',
    model: 'Networking models',
    load: async () => (await import('../pod-to-pod.ts')).POD_TO_POD,
  },
  {
    id: 'external-to-service',
    title: 'External to Service',
    summary:
      'From the internet through a load balancer to an Ingress controller, which ends TLS and chooses by host and path.',
    model: 'Networking models',
    load: async () => (await import('../external-to-service.ts')).EXTERNAL_TO_SERVICE,
  },
  {
    id: 'whose-address',
    title: 'Whose address arrives',
    summary:
      'When the source address stays, when a node puts its own there, and how the answer still finds its way back.',
    model: 'Networking models',
    load: async () => (await import('../whose-address.ts')).WHOSE_ADDRESS,
  },
  {
    id: 'service-types',
    title: 'Four ways into one application',
    summary: 'ClusterIP, NodePort, LoadBalancer and Ingress in front of the same pods, one request each.',
    model: 'Service types',
    load: async () => (await import('../service-types.ts')).SERVICE_TYPES,
  },
  {
    id: 'broken-shop',
    title: 'The broken shop',
    summary: 'Three complaints, three causes: a selector, a targetPort and an Ingress backend. Find and repair them.',
    model: 'Diagnosis',
    load: async () => (await import('../broken-shop.ts')).BROKEN_SHOP,
  },
  {
    id: 'who-may-talk',
    title: 'Who may talk to whom',
    summary:
      'Deny all, allow by label and by namespace: which end drops the packet, and why a name fails where an address works.',
    model: 'Policies and names',
    load: async () => (await import('../who-may-talk.ts')).WHO_MAY_TALK,
  },
  {
    id: 'what-a-name-costs',
    title: 'What a name costs',
    summary: 'Search list and ndots: the same request asks the cluster DNS two, four or eight times.',
    model: 'Policies and names',
    load: async () => (await import('../what-a-name-costs.ts')).WHAT_A_NAME_COSTS,
  },
  {
    id: 'one-address-many-routes',
    title: 'One address, many routes',
    summary:
      'A Gateway and an HTTPRoute: paths, weights as branches, a header that decides, and a grant that is missing.',
    model: 'Entry',
    load: async () => (await import('../one-address-many-routes.ts')).ONE_ADDRESS_MANY_ROUTES,
  },
  {
    id: 'under-another-cni',
    title: 'The same packet under another CNI',
    summary: 'An overlay wraps the packet: an outer header between the nodes, 50 bytes less room, and the same pods.',
    model: 'CNIs',
    load: async () => (await import('../under-another-cni.ts')).UNDER_ANOTHER_CNI,
  },
  {
    id: 'rolling-update',
    title: 'Rolling update without losing a request',
    summary:
      'Pods, EndpointSlices and each node’s kube-proxy have clocks of their own: who is told too late, and what preStop and a readinessProbe are for.',
    model: 'Change over time',
    load: async () => (await import('../rolling-update.ts')).ROLLING_UPDATE,
  },
];
