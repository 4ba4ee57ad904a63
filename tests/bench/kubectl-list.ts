import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { formatYaml } from '../../src/manifests/format.ts';
import { createLargeCluster } from './large-cluster.ts';

/** Characters in a megabyte. */
const MEGABYTE = 1e6;
const PODS_PER_NODE = 50;
const PODS_PER_SERVICE = 10;
/** Pods by which a first guess at their number is made. */
const SAMPLE = 1000;

/** A running cluster as `kubectl get nodes,services,pods -o yaml` lists it, of about that many megabytes. */
export function createKubectlList(megabytes: number): {
  readonly text: string;
  readonly objects: readonly RawObject[];
} {
  const sample = writeList(clusterOf(SAMPLE)).length;
  const objects = clusterOf(Math.round((SAMPLE * megabytes * MEGABYTE) / sample));
  return { text: writeList(objects), objects };
}

function clusterOf(pods: number): readonly RawObject[] {
  const nodes = Math.ceil(pods / PODS_PER_NODE);
  const services = Math.ceil(pods / PODS_PER_SERVICE);
  return createLargeCluster({ nodes, services, pods });
}

/** As kubectl writes: one List, keys in order of the alphabet. */
function writeList(items: readonly RawObject[]): string {
  return formatYaml(sortKeys({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}
