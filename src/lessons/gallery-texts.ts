import { type Lesson, type LessonId, SCENARIOS } from './catalog.ts';

/** What the Gallery says of a lesson. */
interface LessonText {
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

/** Not with the lessons themselves: the page that opens has no use for it. */
const TEXTS: Readonly<Record<LessonId, LessonText>> = {
  'pod-to-service': {
    summary:
      'A pod asks for http://cart: DNS, a clusterIP that no interface has, DNAT to one of three pods, and the reply.',
    model: 'Networking models',
  },
  'container-to-container': {
    summary:
      'A proxy and an application share one network namespace: localhost, the pause container and a port that is taken.',
    model: 'Networking models',
  },
  'pod-to-pod': {
    summary:
      'The same request on one node over the bridge, and between two nodes over a route to a podCIDR, without NAT.',
    model: 'Networking models',
  },
  'external-to-service': {
    summary:
      'From the internet through a load balancer to an Ingress controller, which ends TLS and chooses by host and path.',
    model: 'Networking models',
  },
  'whose-address': {
    summary:
      'When the source address stays, when a node puts its own there, and how the answer still finds its way back.',
    model: 'Networking models',
  },
  'service-types': {
    summary: 'ClusterIP, NodePort, LoadBalancer and Ingress in front of the same pods, one request each.',
    model: 'Service types',
  },
  'broken-shop': {
    summary: 'Three complaints, three causes: a selector, a targetPort and an Ingress backend. Find and repair them.',
    model: 'Diagnosis',
  },
  'who-may-talk': {
    summary:
      'Deny all, allow by label and by namespace: which end drops the packet, and why a name fails where an address works.',
    model: 'Policies and names',
  },
  'what-a-name-costs': {
    summary: 'Search list and ndots: the same request asks the cluster DNS two, four or eight times.',
    model: 'Policies and names',
  },
  'one-address-many-routes': {
    summary:
      'A Gateway and an HTTPRoute: paths, weights as branches, a header that decides, and a grant that is missing.',
    model: 'Entry',
  },
  'under-another-cni': {
    summary: 'An overlay wraps the packet: an outer header between the nodes, 50 bytes less room, and the same pods.',
    model: 'CNIs',
  },
  'rolling-update': {
    summary:
      'Pods, EndpointSlices and each node’s kube-proxy have clocks of their own: who is told too late, and what preStop and a readinessProbe are for.',
    model: 'Change over time',
  },
};

/** The lessons as the Gallery offers them. */
export const GALLERY: readonly (Lesson & LessonText)[] = SCENARIOS.map((lesson) => ({
  ...lesson,
  // Every lesson is one of those that have a text.
  ...TEXTS[lesson.id as LessonId],
}));
