import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { parseObject } from '../../src/manifests/edit.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { createBoardFrom } from '../../src/simulation/build/new-board.ts';
import { renameObject } from '../../src/simulation/build/rename.ts';
import { putObjects, removeObjects } from '../../src/simulation/edits.ts';
import { manifestsOf, textOfObject, withWritten } from '../../src/simulation/views/object-text.ts';
import { buildCluster } from '../whole-engine.ts';

const TEXT = `# of the shop
kind: Service
apiVersion: v1
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web } # its pods
  ports:
    - port: 80
`;

function read(text: string): RawObject {
  const parsed = parseObject(text);
  if (!parsed.ok) throw new Error('unreadable');
  return parsed.object;
}

const object = read(TEXT);
const WRITTEN = withWritten(putObjects(EMPTY_DOCUMENT, [object]), [{ object, text: TEXT }]);

test('a text stays as it was written, to the character', () => {
  expect(textOfObject(WRITTEN, object)).toBe(TEXT);
  // As a browser or a file keeps it, where objects are others.
  const kept = JSON.parse(JSON.stringify(WRITTEN)) as typeof WRITTEN;
  expect(kept.objects.map((each) => textOfObject(kept, each))).toEqual([TEXT]);
});

test('a text follows whatever becomes of its object', () => {
  const changed = { ...object, spec: { selector: { app: 'api' }, ports: [{ port: 80 }] } };
  expect(textOfObject(putObjects(WRITTEN, [changed]), changed)).toBe(TEXT.replace('app: web', 'app: api'));
  const ref = { kind: 'Service', namespace: 'shop', name: 'web' };
  const renamed = renameObject(WRITTEN, ref, 'front', (board) => buildCluster(board).pods);
  const [front] = renamed.objects;
  expect(front && textOfObject(renamed, front)).toBe(TEXT.replace('name: web', 'name: front'));
});

test('a text that says another object than there is does not count', () => {
  const other = { ...WRITTEN, texts: { 'Service/shop/web': 'kind: Pod\nmetadata: { name: evil }\n' } };
  expect(textOfObject(other, object)).not.toContain('evil');
  expect(read(textOfObject(other, object))).toEqual(object);
});

test('what is printed anyway, and what is no longer there, is not kept', () => {
  const printed = textOfObject(EMPTY_DOCUMENT, object);
  expect(withWritten(putObjects(EMPTY_DOCUMENT, [object]), [{ object, text: printed }])).not.toHaveProperty('texts');
  const ref = { kind: 'Service', namespace: 'shop', name: 'web' };
  expect(removeObjects(WRITTEN, [ref])).not.toHaveProperty('texts');
});

test('a board as one text: Namespaces first, each object as it was written, no Secret', () => {
  const of = (kind: string): RawObject => ({ apiVersion: 'v1', kind, metadata: { name: 'shop' } });
  const board = { ...WRITTEN, objects: [...WRITTEN.objects, of('Secret'), of('Namespace')] };
  const { text } = manifestsOf(board);
  expect(text).toContain(TEXT);
  expect([...text.matchAll(/^kind: (\w+)/gm)].map(([, kind]) => kind)).toEqual(['Namespace', 'Service']);
});

const kindsOf = (text: string) => [...text.matchAll(/^kind: (\w+)/gm)].map(([, kind]) => kind);

test('Nodes of a template are left out of a board as manifests unless they are asked for; those of a cluster are in it', () => {
  const drawn = putObjects(createBoardFrom('three-nodes'), [object]);
  expect(manifestsOf(drawn)).toMatchObject({ withNodes: false });
  expect(kindsOf(manifestsOf(drawn).text)).not.toContain('Node');
  expect(kindsOf(manifestsOf(drawn, true).text).filter((kind) => kind === 'Node')).toHaveLength(3);
  const metadata = { name: 'real', uid: '6a4b', creationTimestamp: '2026-01-01T00:00:00Z' };
  const real = putObjects(EMPTY_DOCUMENT, [{ apiVersion: 'v1', kind: 'Node', metadata }]);
  expect(manifestsOf(real)).toMatchObject({ withNodes: true });
  expect(kindsOf(manifestsOf(real).text)).toEqual(['Node']);
  expect(kindsOf(manifestsOf(real, false).text)).toEqual([]);
  expect(manifestsOf(WRITTEN).withNodes).toBeUndefined();
});

test('Namespaces that nobody wrote and no cluster has are among the manifests, once and first', () => {
  const also = { ...object, metadata: { name: 'api', namespace: 'shop' } };
  const dns = { ...object, metadata: { name: 'dns', namespace: 'kube-system' } };
  const board = putObjects(WRITTEN, [also, dns]);
  const { text, addedNamespaces } = manifestsOf(board);
  expect(addedNamespaces).toEqual(['shop']);
  expect(kindsOf(text)).toEqual(['Namespace', 'Service', 'Service', 'Service']);
  const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  expect(manifestsOf(putObjects(board, [space])).addedNamespaces).toEqual([]);
});
