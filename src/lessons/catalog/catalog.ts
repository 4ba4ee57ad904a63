import { FIRST_LESSON, type Lesson } from './first-lesson.ts';

/** What the lessons teach, in the order of the path. */
export const CHAPTERS = [
  'Networking models',
  'Names',
  'Policies',
  'Ways in',
  'Networks and clouds',
  'Change over time',
  'Diagnosis',
] as const;

/** A lesson as the Gallery offers it. */
export interface OfferedLesson extends Lesson {
  readonly summary: string;
  readonly chapter: (typeof CHAPTERS)[number];
}

/** The path: in the order in which they build on one another, chapter by chapter. The page that opens has no use for the list: lookupLesson fetches it. */
export const SCENARIOS: readonly OfferedLesson[] = [
  {
    id: 'container-to-container',
    title: 'Container to container',
    summary:
      'For processes that belong together: one network namespace, localhost, the pause container, and a port that is taken.',
    chapter: 'Networking models',
    load: async () => (await import('../container-to-container.ts')).CONTAINER_TO_CONTAINER,
  },
  {
    id: 'pod-to-pod',
    title: 'Pod to pod',
    summary:
      'For peers that know one another’s address: over the bridge of a node, or by a route to another node’s podCIDR, without NAT.',
    chapter: 'Networking models',
    load: async () => (await import('../pod-to-pod.ts')).POD_TO_POD,
  },
  {
    ...FIRST_LESSON,
    summary:
      'For clients of what comes and goes: a name and a clusterIP that stay, DNAT to one of three pods, and the reply.',
    chapter: 'Networking models',
  },
  {
    id: 'external-to-service',
    title: 'External to Service',
    summary:
      'For clients outside: a load balancer, then an Ingress controller, which ends TLS and chooses by host and path.',
    chapter: 'Networking models',
    load: async () => (await import('../external-to-service.ts')).EXTERNAL_TO_SERVICE,
  },
  {
    id: 'what-a-name-costs',
    title: 'What a name costs',
    summary: 'Search list and ndots: the same request asks the cluster DNS two, four or eight times.',
    chapter: 'Names',
    load: async () => (await import('../what-a-name-costs.ts')).WHAT_A_NAME_COSTS,
  },
  {
    id: 'who-may-talk',
    title: 'Who may talk to whom',
    summary:
      'Deny all, allow by label and by namespace: which end drops the packet, and why a name fails where an address works.',
    chapter: 'Policies',
    load: async () => (await import('../who-may-talk.ts')).WHO_MAY_TALK,
  },
  {
    id: 'default-deny',
    title: 'Default deny, step by step',
    summary: 'The same two pods in four namespaces: nothing said, all denied, names and one way out, and the way in.',
    chapter: 'Policies',
    load: async () => (await import('../policies/default-deny.ts')).DEFAULT_DENY,
  },
  {
    id: 'way-out',
    title: 'The way out',
    summary:
      'What leaves the cluster: under whose address, what a policy says of it, and the address at which a cloud hands out credentials.',
    chapter: 'Policies',
    load: async () => (await import('../policies/way-out.ts')).WAY_OUT,
  },
  {
    id: 'four-networks',
    title: 'One policy, four networks',
    summary:
      'What a NetworkPolicy means is up to the pod network: ranges that match pods or never do, nodes, and policies that nobody enforces.',
    chapter: 'Policies',
    load: async () => (await import('../policies/four-networks.ts')).FOUR_NETWORKS,
  },
  {
    id: 'service-types',
    title: 'Four ways into one application',
    summary: 'ClusterIP, NodePort, LoadBalancer and Ingress in front of the same pods, one request each.',
    chapter: 'Ways in',
    load: async () => (await import('../service-types.ts')).SERVICE_TYPES,
  },
  {
    id: 'whose-address',
    title: 'Whose address arrives',
    summary:
      'When the source address stays, when a node puts its own there, and how the answer still finds its way back.',
    chapter: 'Ways in',
    load: async () => (await import('../whose-address.ts')).WHOSE_ADDRESS,
  },
  {
    id: 'external-traffic-policy',
    title: 'externalTrafficPolicy',
    summary:
      'Cluster and Local for what comes from outside, internalTrafficPolicy for what comes from inside: which nodes answer, and who sees the client.',
    chapter: 'Ways in',
    load: async () => (await import('../external-traffic-policy.ts')).EXTERNAL_TRAFFIC_POLICY,
  },
  {
    id: 'one-address-many-routes',
    title: 'One address, many routes',
    summary:
      'A Gateway and an HTTPRoute: paths, weights as branches, a header that decides, and a grant that is missing.',
    chapter: 'Ways in',
    load: async () => (await import('../one-address-many-routes.ts')).ONE_ADDRESS_MANY_ROUTES,
  },
  {
    id: 'ingress-to-gateway',
    title: 'From Ingress to Gateway',
    summary:
      'Both in front of the same Services: what becomes of one object, what is still missing, and how to compare before DNS is changed.',
    chapter: 'Ways in',
    load: async () => (await import('../ingress-to-gateway.ts')).INGRESS_TO_GATEWAY,
  },
  {
    id: 'what-a-pod-shares',
    title: 'What a pod shares',
    summary:
      'A port 80 for everybody, where Docker and hostPort have one to a machine; what containers of a pod share, and what not.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../what-a-pod-shares.ts')).WHAT_A_POD_SHARES,
  },
  {
    id: 'kube-proxy',
    title: 'What kube-proxy does',
    summary:
      'It writes rules into every node and carries nothing itself: chains, a Service without endpoints, and other ways to do the same.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../kube-proxy.ts')).KUBE_PROXY,
  },
  {
    id: 'dual-stack',
    title: 'Two families',
    summary: 'IPv4 and IPv6 side by side: two clusterIPs, two addresses to a pod, and nothing translated between them.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../dual-stack.ts')).DUAL_STACK,
  },
  {
    id: 'under-another-cni',
    title: 'The same packet under another CNI',
    summary: 'An overlay wraps the packet: an outer header between the nodes, 50 bytes less room, and the same pods.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../under-another-cni.ts')).UNDER_ANOTHER_CNI,
  },
  {
    id: 'on-eks',
    title: 'On EKS',
    summary: 'Pods in the subnet, a load balancer that connects anew, policies that are off until switched on.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../clouds/on-eks.ts')).ON_EKS,
  },
  {
    id: 'on-gke',
    title: 'On GKE',
    summary: 'Alias ranges, a load balancer that passes packets on, policies with Dataplane V2.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../clouds/on-gke.ts')).ON_GKE,
  },
  {
    id: 'on-aks',
    title: 'On AKS',
    summary: 'An overlay without a tunnel, floating IP, policies chosen when the cluster is made.',
    chapter: 'Networks and clouds',
    load: async () => (await import('../clouds/on-aks.ts')).ON_AKS,
  },
  {
    id: 'endpoints-follow',
    title: 'Endpoints follow pods',
    summary: 'A Deployment is scaled, drained and emptied; nobody touches the Service.',
    chapter: 'Change over time',
    load: async () => (await import('../endpoints-follow.ts')).ENDPOINTS_FOLLOW,
  },
  {
    id: 'rolling-update',
    title: 'Rolling update without losing a request',
    summary:
      'Pods, EndpointSlices and each node’s kube-proxy have clocks of their own: who is told too late, and what preStop and a readinessProbe are for.',
    chapter: 'Change over time',
    load: async () => (await import('../rolling-update.ts')).ROLLING_UPDATE,
  },
  {
    id: 'reading-a-node',
    title: 'Reading a node',
    summary: 'ip route, iptables-save and conntrack on a node, line by line beside the walk that they make.',
    chapter: 'Diagnosis',
    load: async () => (await import('../reading-a-node.ts')).READING_A_NODE,
  },
  {
    id: 'six-failures',
    title: 'Six failures people report',
    summary: 'Name, endpoints, listener, port, policy, localhost: the questions in their order, and a walk for each.',
    chapter: 'Diagnosis',
    load: async () => (await import('../six-failures.ts')).SIX_FAILURES,
  },
  {
    id: 'broken-shop',
    title: 'The broken shop',
    summary: 'Three complaints, three causes: a selector, a targetPort and an Ingress backend. Find and repair them.',
    chapter: 'Diagnosis',
    load: async () => (await import('../broken-shop.ts')).BROKEN_SHOP,
  },
];

/** The lesson that comes after it on the path; undefined: it is the last, or is none of the path. */
export function lessonAfter(id: string): OfferedLesson | undefined {
  const at = SCENARIOS.findIndex((lesson) => lesson.id === id);
  return at < 0 ? undefined : SCENARIOS[at + 1];
}
