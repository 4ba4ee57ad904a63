import type { StoredObject } from '../cluster/object-store.ts';
import { kindsOf, templatePath } from '../kind-table/kinds.ts';
import { matchesLabels } from '../matching/node-match.ts';
import type { ObjectRef, RawObject } from '../model/object.ts';
import { isStringMap, recordOf } from '../model/reader.ts';
import type { Labels } from '../model/specs.ts';
import { ROLLOUT_HASH } from './rollouts.ts';

/** A workload without pods because it is scaled to none. */
export interface ScaledToNone {
  readonly ref: Pick<ObjectRef, 'kind' | 'name'> & { readonly namespace: string };
  /** What its pods would be made by. */
  readonly template: Template;
}

export interface Template {
  readonly labels: Labels;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The workloads that are scaled to none; what another controls, as old ReplicaSets, is left to that. */
export function scaledToNone(ofKind: (kind: string) => readonly StoredObject[]): readonly ScaledToNone[] {
  return kindsOf('scaled')
    .flatMap((kind) => ofKind(kind))
    .filter(({ raw, controller }) => controller === undefined && recordOf(raw['spec'])['replicas'] === 0)
    .map(({ ref: { kind, namespace = 'default', name }, raw }) => ({
      ref: { kind, namespace, name },
      template: templateOf(kind, raw),
    }));
}

/** The template of pods that an object of such a kind has. */
export function templateOf(kind: string, raw: RawObject): Template {
  const template = templatePath(kind).reduce<Readonly<Record<string, unknown>>>((at, key) => recordOf(at[key]), raw);
  const { labels } = recordOf(template['metadata']);
  return { labels: isStringMap(labels) ? labels : {}, spec: recordOf(template['spec']) };
}

/** True when a Service would select the pods that are made by the template. */
export function selectsTemplate(selector: Labels, kind: string, { labels }: Template): boolean {
  if (kind !== 'Rollout') return matchesLabels(selector, labels);
  // Its own controller gives both what no template has.
  const { [ROLLOUT_HASH]: _, ...rest } = selector;
  return matchesLabels(rest, labels);
}
