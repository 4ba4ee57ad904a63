import { text } from './values.ts';

/** Annotations by which a Service asked for topology-aware routing; the second is the older, and counts where both are there. */
export const TOPOLOGY_MODES = {
  'service.kubernetes.io/topology-mode': text,
  'service.kubernetes.io/topology-aware-hints': text,
};
