import { value } from '../../fields/field.ts';
import { defineKind } from '../../fields/kind.ts';
import { metadata } from '../../fields/metadata.ts';
import { POD_SPEC } from '../../fields/pods/pod-template.ts';
import { defaults, naming, part, section } from '../../fields/schema.ts';
import { boolean, integer, present, stringMap, text } from '../../fields/values.ts';

// Prometheus Operator v0.85 pkg/apis/monitoring/v1, v1alpha1.

const count = integer(0, 2 ** 31 - 1);

/** As in the `spec` of a Pod; `containers` change those that the operator makes, by name, or add to them. */
const {
  containers = value,
  nodeSelector = value,
  tolerations = value,
  affinity = value,
  hostAliases = value,
} = POD_SPEC.fields;

const SPEC = {
  replicas: count,
  portName: defaults('web', text),
  /** On 127.0.0.1 alone. */
  listenLocal: defaults(false, boolean),
  hostNetwork: defaults(false, boolean),
  /** The operator leaves it alone. */
  paused: defaults(false, boolean),
  /** A Service that is given, in place of the operator's own. */
  serviceName: naming('Service', text),
  podMetadata: section({ labels: stringMap }),
  containers,
  nodeSelector,
  tolerations,
  affinity,
  hostAliases,
};
const STATUS = part({ replicas: count }, { filled: true });

const common = { group: 'monitoring.coreos.com', scope: 'namespaced', roles: ['operated'] } as const;

export const PROMETHEUS = defineKind({
  ...common,
  kind: 'Prometheus',
  fields: {
    metadata: metadata(),
    spec: part({ ...SPEC, shards: defaults(1, integer(1, 1000)), thanos: present(value) }),
    status: STATUS,
  },
});

export const PROMETHEUS_AGENT = defineKind({
  ...common,
  kind: 'PrometheusAgent',
  fields: {
    metadata: metadata(),
    /** `mode`: StatefulSet or DaemonSet. */
    spec: part({ ...SPEC, shards: defaults(1, integer(1, 1000)), mode: text }),
    status: STATUS,
  },
});

export const ALERTMANAGER = defineKind({
  ...common,
  kind: 'Alertmanager',
  fields: { metadata: metadata(), spec: part(SPEC), status: STATUS },
});

export const THANOS_RULER = defineKind({
  ...common,
  kind: 'ThanosRuler',
  fields: { metadata: metadata(), spec: part(SPEC), status: STATUS },
});
