import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../../src/scenario/document/document.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { formatScenarioFile, parseScenarioFile } from '../../src/scenario/scenario-file.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const PLANT = 'hunter2Zq9';
const encoded = btoa(PLANT);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Every place in which a Secret, or the record of one, can hold what is secret. */
const places: Readonly<Record<string, (secret: Record<string, unknown>) => void>> = {
  data: (secret) => Object.assign(secret, { data: { password: encoded } }),
  stringData: (secret) => Object.assign(secret, { stringData: { password: PLANT } }),
  'a field that Secrets do not have': (secret) => Object.assign(secret, { Data: { password: PLANT } }),
  'last applied': (secret) => annotate(secret, LAST_APPLIED, JSON.stringify({ data: { password: encoded } })),
  'any annotation': (secret) => annotate(secret, 'example.com/note', PLANT),
  'an annotation that is no text': (secret) => annotate(secret, 'example.com/map', { password: PLANT }),
  managedFields: (secret) => meta(secret, 'managedFields', [{ fieldsV1: { [PLANT]: {} } }]),
  'a field that metadata do not have': (secret) => meta(secret, 'stringData', { password: PLANT }),
  status: (secret) => Object.assign(secret, { status: { observed: encoded } }),
  spec: (secret) => Object.assign(secret, { spec: { encryptedData: PLANT } }),
};

function meta(secret: Record<string, unknown>, name: string, value: unknown): void {
  Object.assign(secret['metadata'] as object, { [name]: value });
}

function annotate(secret: Record<string, unknown>, name: string, value: unknown): void {
  const metadata = secret['metadata'] as Record<string, unknown>;
  metadata['annotations'] = { ...(metadata['annotations'] as object | undefined), [name]: value };
}

function plant(where: readonly string[]): Record<string, unknown> {
  const secret = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 's' } };
  for (const place of where) places[place]?.(secret);
  return secret;
}

const sceneOf = (objects: readonly RawObject[]): SharedScenario => ({
  ...restoreScenario({ ...EMPTY_DOCUMENT, objects }).scenario,
});

const sets = fc.uniqueArray(fc.constantFrom(...Object.keys(places)), { minLength: 1 });

test('nothing secret of a Secret is in the document, in what is stored, in a scenario file, in a link or in an export', () => {
  const wraps = fc.constantFrom(
    (secret: unknown) => JSON.stringify(secret),
    (secret: unknown) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [secret] }),
    (secret: unknown) => JSON.stringify({ apiVersion: 'v1', kind: 'SecretList', items: [secret] }),
  );
  fc.assert(
    fc.property(sets, wraps, (where, wrap) => {
      const { objects } = parseManifests([{ name: 'a', text: wrap(plant(where)) }]);
      expect(objects).toHaveLength(1);
      const scene = sceneOf(objects);
      const link = encodeShareLink(scene);
      for (const text of [
        JSON.stringify(objects),
        JSON.stringify(scene),
        formatScenarioFile(scene),
        JSON.stringify(decodeShareLink(link)),
        formatManifests(objects),
      ]) {
        expect(text).not.toContain(PLANT);
        expect(text).not.toContain(encoded);
      }
    }),
    { numRuns: 300 },
  );
});

test('a board or scenario file kept by an earlier version is cleaned when it is opened', () => {
  fc.assert(
    fc.property(sets, (where) => {
      const old = { ...EMPTY_DOCUMENT, objects: [plant(where)] };
      for (const text of [
        JSON.stringify(restoreScenario(old)),
        JSON.stringify(parseScenarioFile(JSON.stringify(old))),
      ]) {
        expect(text).not.toContain(PLANT);
        expect(text).not.toContain(encoded);
      }
    }),
    { numRuns: 100 },
  );
});

test.each([
  LAST_APPLIED,
  'objectset.rio.cattle.io/applied',
  'banzaicloud.com/last-applied',
  'kopf.zalando.org/last-handled-configuration',
])('of every kind the annotation %s, which repeats the object, is dropped and the others stay', (name) => {
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations: { [name]: PLANT, kept: 'yes' } },
  });
  const [object] = parseManifests([{ name: 'a', text }]).objects;
  expect(object?.metadata.annotations).toEqual({ kept: 'yes' });
});

test('a Secret keeps its name, labels and type: listeners ask whether it is there', () => {
  const text = JSON.stringify({ ...plant([]), metadata: { name: 's', namespace: 'a', labels: { x: 'y' } } });
  expect(parseManifests([{ name: 'a', text }]).objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: 's', namespace: 'a', labels: { x: 'y' } },
    },
  ]);
});
