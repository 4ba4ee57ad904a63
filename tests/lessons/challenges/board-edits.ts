import { objectKey, parseObjectKey, type RawObject } from '../../../src/engine/objects.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { intervene, putObjects, removeObjects } from '../../../src/simulation/edits.ts';

/** What a learner does in one step, by the operations of the page. */
export type BoardEdit = (document: ScenarioDocument) => ScenarioDocument;

const keyOf = ({ kind, metadata }: RawObject): string => objectKey({ kind, ...metadata });

function objectOf(document: ScenarioDocument, key: string): RawObject {
  const found = document.objects.find((object) => keyOf(object) === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

/** Sets a field: "spec.ports.0.port"; undefined takes it out. */
export const set =
  (key: string, path: string, value: unknown): BoardEdit =>
  (document) => {
    const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    return putObjects(document, [setAtPath(objectOf(document, key), steps, value)]);
  };

export const put =
  (object: RawObject): BoardEdit =>
  (document) =>
    putObjects(document, [object]);

export const take =
  (key: string): BoardEdit =>
  (document) => {
    const ref = parseObjectKey(key);
    if (ref === undefined) throw new Error(key);
    return removeObjects(document, [ref]);
  };

export const start =
  (pod: string, container: string): BoardEdit =>
  (document) =>
    intervene(document, { type: 'start-container', namespace: 'shop', pod, container });

export const choose =
  (overrides: ScenarioDocument['overrides']): BoardEdit =>
  (document) => ({ ...document, overrides: { ...document.overrides, ...overrides } });

export const of = (apiVersion: string, kind: string, at: string, spec: object): RawObject => {
  const [namespace = '', name = ''] = at.split('/');
  return { apiVersion, kind, metadata: { name, namespace }, spec };
};

export const policy = (at: string, spec: object): RawObject => of('networking.k8s.io/v1', 'NetworkPolicy', at, spec);
export const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });
