/** By which a Service asked for topology-aware routing; the second is the older. */
export const TOPOLOGY_MODES = [
  'service.kubernetes.io/topology-mode',
  'service.kubernetes.io/topology-aware-hints',
] as const;
