import fc from 'fast-check';
import type { Cluster } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { applyFix } from '../../../src/engine/routing/causes/apply-fix.ts';

// What people do to a cluster, one thing at a time. Objects an edit does not touch stay the same objects.

export interface State {
  readonly objects: readonly RawObject[];
  readonly interventions: readonly Intervention[];
}

const which = fc.nat({ max: 20 });

/** An edit as data; `which` counts among the objects it can apply to. */
export const edits = fc.oneof(
  fc.record({ type: fc.constant('scale' as const), which, to: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ type: fc.constant('relabel' as const), which, to: fc.constantFrom('web', 'cart', 'db', 'other') }),
  fc.record({ type: fc.constant('select' as const), which, to: fc.constantFrom('web', 'cart', 'db', 'nobody') }),
  fc.record({ type: fc.constant('ready' as const), which, to: fc.constantFrom('True', 'False') }),
  fc.record({ type: fc.constant('policy' as const), which, to: fc.constantFrom('Cluster', 'Local') }),
  fc.record({ type: fc.constant('port' as const), which, to: fc.constantFrom(80, 81, 8080) }),
  fc.record({ type: fc.constant('delete' as const), which, to: fc.constant('') }),
  fc.record({ type: fc.constant('reschedule' as const), which, to: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('stop-container' as const), which, to: fc.constant('') }),
  fc.record({ type: fc.constant('start-container' as const), which, to: fc.constant('') }),
  fc.record({ type: fc.constant('kill-sandbox' as const), which, to: fc.constant('') }),
);
export type Edit = typeof edits extends fc.Arbitrary<infer T> ? T : never;

const KIND_OF: Readonly<Record<string, string>> = { scale: 'Deployment', relabel: 'Pod', ready: 'Pod' };

/** The state after an edit; the same state when there is nothing it could apply to. */
export function applyEdit(state: State, cluster: Cluster, edit: Edit): State {
  switch (edit.type) {
    case 'delete': {
      const at = edit.which % state.objects.length;
      return { ...state, objects: state.objects.filter((_, index) => index !== at) };
    }
    case 'reschedule':
    case 'stop-container':
    case 'start-container':
    case 'kill-sandbox': {
      const made = intervention(cluster, edit);
      return made === undefined ? state : { ...state, interventions: [...state.interventions, made] };
    }
    default: {
      const objects = state.objects.filter(({ kind }) => kind === (KIND_OF[edit.type] ?? 'Service'));
      const object = objects[edit.which % Math.max(objects.length, 1)];
      if (object === undefined) return state;
      const { kind, metadata } = object;
      const ref = { kind, name: metadata.name, namespace: metadata.namespace ?? 'default' };
      return {
        ...state,
        objects: applyFix(state.objects, { code: 'PROBE_OFTEN', detail: {}, object: ref, ...change(edit) }),
      };
    }
  }
}

function change({ type, to }: Edit): { readonly path: readonly (string | number)[]; readonly value: unknown } {
  switch (type) {
    case 'scale':
      return { path: ['spec', 'replicas'], value: to };
    case 'relabel':
      return { path: ['metadata', 'labels'], value: { app: to } };
    case 'select':
      return { path: ['spec', 'selector'], value: { app: to } };
    case 'ready':
      return { path: ['status'], value: { phase: 'Running', conditions: [{ type: 'Ready', status: to }] } };
    case 'policy':
      return { path: ['spec', 'internalTrafficPolicy'], value: to };
    default:
      return { path: ['spec', 'ports', 0, 'port'], value: to };
  }
}

function intervention(cluster: Cluster, { type, which: at, to }: Edit): Intervention | undefined {
  const pod = cluster.pods[at % Math.max(cluster.pods.length, 1)];
  if (pod === undefined) return undefined;
  const { namespace, name } = pod;
  switch (type) {
    case 'reschedule':
      return { type, namespace, pod: name, node: `node-${to}` };
    case 'kill-sandbox':
      return { type, namespace, pod: name };
    case 'stop-container':
    case 'start-container':
      return { type, namespace, pod: name, container: pod.containers[0]?.name ?? '' };
    default:
      return undefined;
  }
}
