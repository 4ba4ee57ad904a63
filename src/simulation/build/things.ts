/** What can be added to a board, in the order in which it is offered. */
export const THINGS = [
  'node',
  'namespace',
  'deployment',
  'statefulset',
  'daemonset',
  'pod',
  'service',
  'headless',
  'nodeport',
  'loadbalancer',
  'externalname',
  'ingress',
  'gateway',
  'policy',
  'client',
] as const;

export type Thing = (typeof THINGS)[number];

/** The kind of the object that is made; of a client from outside there is none. */
export const KIND_OF: Readonly<Record<Exclude<Thing, 'client'>, string>> = {
  node: 'Node',
  namespace: 'Namespace',
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  pod: 'Pod',
  service: 'Service',
  headless: 'Service',
  nodeport: 'Service',
  loadbalancer: 'Service',
  externalname: 'Service',
  ingress: 'Ingress',
  gateway: 'Gateway',
  policy: 'NetworkPolicy',
};
