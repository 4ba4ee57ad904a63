import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';

const service = (name: string, apiVersion = 'v1'): string =>
  `{ apiVersion: ${apiVersion}, kind: Service, metadata: { name: ${name} }, spec: { prots: [] } }`;
const TEXT = [
  'not an object',
  service('one'),
  service('two'),
  'kind: Pod',
  service('one', 'serving.knative.dev/v1'),
  service('one'),
].join('\n---\n');

test('who asks for what is wrong with one object has no other looked at, and is told in the order of the text', () => {
  const parsed = parseManifests([{ name: 'a.yaml', text: TEXT }]);
  const all = parseManifests([{ name: 'a.yaml', text: TEXT }]).diagnostics;
  for (const object of parsed.objects)
    if (object.metadata.name !== 'two')
      Object.defineProperty(object, 'spec', {
        enumerable: true,
        get: () => {
          throw new Error('It was looked at');
        },
      });
  const named = (wanted: string) => parsed.diagnosticsAbout(({ name }) => name === wanted);
  const codes = (wanted: string) => named(wanted).map(({ code, line }) => [code, line]);
  expect(codes('nothing')).toEqual([
    ['NOT_AN_OBJECT', 1],
    ['API_VERSION_MISSING', 7],
  ]);
  expect(codes('two')).toEqual([
    ['NOT_AN_OBJECT', 1],
    ['UNKNOWN_FIELD', 5],
    ['API_VERSION_MISSING', 7],
  ]);
  expect(named('two')).toEqual(all.filter(({ object }) => object?.name !== 'one'));
  expect(() => parsed.diagnostics).toThrow('It was looked at');
});

test('of two objects of one name the later is found, behind all before it, and a kind of another group is another object', () => {
  const { objects, diagnostics, locate } = parseManifests([{ name: 'a.yaml', text: TEXT }]);
  expect(objects.map(({ apiVersion, metadata: { name } }) => `${apiVersion} ${name}`)).toEqual([
    'v1 two',
    'serving.knative.dev/v1 one',
    'v1 one',
  ]);
  expect(diagnostics.filter(({ code }) => code === 'DUPLICATE_OBJECT')).toHaveLength(1);
  const object = { kind: 'Service', namespace: 'default', name: 'one' };
  expect(locate({ severity: 'warning', code: 'DUPLICATE_OBJECT', detail: {}, object, path: [] }).line).toBe(11);
});
