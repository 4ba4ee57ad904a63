import type { RawObject } from '../../../engine/objects.ts';
import { setAtPath } from '../../../manifests/set-at-path.ts';
import type { Labels } from './fields/labels.ts';

/** The labels a workload gives its pods; `prefix` leads to its template. */
export function templateLabels(object: RawObject, prefix: readonly string[]): Labels {
  return labelsAt(object, [...prefix, 'metadata', 'labels']);
}

/**
 * The workload with other labels in its template. Its own selector goes with them, as the API server refuses one that does
 * not match: what it asks for gets the new value, and what is gone is no longer asked for.
 */
export function setTemplateLabels(object: RawObject, prefix: readonly string[], labels: Labels): RawObject {
  const next = setAtPath(object, [...prefix, 'metadata', 'labels'], labels);
  const selector = labelsAt(object, ['spec', 'selector', 'matchLabels']);
  const kept = Object.keys(selector).flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  if (kept.length === 0) return next;
  return setAtPath(next, ['spec', 'selector', 'matchLabels'], Object.fromEntries(kept));
}

function labelsAt(object: unknown, path: readonly string[]): Labels {
  let at = object;
  for (const key of path)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  if (typeof at !== 'object' || at === null) return {};
  return Object.fromEntries(Object.entries(at).map(([key, value]) => [key, String(value)]));
}
