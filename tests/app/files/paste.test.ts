import { expect, test } from 'vitest';
import { pasteOnBoard } from '../../../src/app/files/paste.ts';
import type { RawObject } from '../../../src/engine/objects.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { textOnBoard } from '../../../src/simulation/build/board-text.ts';
import { createSimulation } from '../../whole-simulation.ts';

const SERVICE = `# in front
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports:
    - port: 80
`;

function openBoard() {
  const { objects } = parseManifests([{ name: '', text: SERVICE }]);
  return createSimulation({ initial: { ...EMPTY_DOCUMENT, objects } });
}

test('what is pasted has a name that is free and its comments, is selected, and is one step', () => {
  const simulation = openBoard();
  const { document, view } = simulation;
  view.setState({ placeNew: (board, _, ids) => ({ ...board, layout: { [ids[0] ?? '']: { x: 7, y: 8 } } }) });
  expect(pasteOnBoard(simulation, SERVICE)).toBe(true);
  expect(document.getState().document.objects.map(({ metadata }) => metadata.name)).toEqual(['web', 'web-2']);
  expect(document.getState().document.layout).toEqual({ 'Service/shop/web-2': { x: 7, y: 8 } });
  expect(view.getState().selected).toBe('Service/shop/web-2');
  expect(textOnBoard(simulation, ['Service/shop/web-2'])?.text).toBe(SERVICE.replace('name: web', 'name: web-2'));
  document.getState().undo();
  expect(document.getState().document.objects).toHaveLength(1);
});

test('what is copied is pasted on another board as it was', () => {
  const from = openBoard();
  pasteOnBoard(from, SERVICE);
  const copied = textOnBoard(from, ['Service/shop/web', 'Service/shop/web-2']);
  expect(copied?.names).toEqual(['Service shop/web', 'Service shop/web-2']);
  const to = createSimulation();
  expect(pasteOnBoard(to, copied?.text ?? '')).toBe(true);
  expect(to.document.getState().document.objects).toEqual(from.document.getState().document.objects);
});

test('what is copied brings its Namespace, as it was written, to a board that has none, and makes no second one', () => {
  const space = `# where it is sold
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: sales } }
`;
  const { objects } = parseManifests([{ name: '', text: `${space}---\n${SERVICE}` }]);
  const from = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects } });
  const copied = textOnBoard(from, ['Service/shop/web']);
  expect(copied?.text).not.toContain('Namespace');
  const to = createSimulation();
  expect(pasteOnBoard(to, copied?.text ?? '', copied?.namespaces)).toBe(true);
  expect(to.document.getState().document.objects.toSorted(byKind)).toEqual(objects.toSorted(byKind));
  expect(to.view.getState().selected).toBe('Service/shop/web');
  expect(to.view.getState().toasts.at(-1)?.text).toContain('Namespace shop');
  to.document.getState().undo();
  expect(to.document.getState().document.objects).toEqual([]);
  pasteOnBoard(from, copied?.text ?? '', copied?.namespaces);
  const kinds = from.document.getState().document.objects.map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(['Namespace', 'Service', 'Service']);
  // Of what comes along nothing else is put on the board.
  const alone = createSimulation();
  pasteOnBoard(
    alone,
    SERVICE,
    `${space.replace('name: shop', 'name: other')}---\n${SERVICE.replace('name: web', 'name: evil')}`,
  );
  expect(alone.document.getState().document.objects.map(({ metadata }) => metadata.name)).toEqual(['web']);
});

const byKind = (a: RawObject, b: RawObject): number => a.kind.localeCompare(b.kind);

test('what cannot be read whole is left to the import, which says why', () => {
  const simulation = openBoard();
  const before = simulation.document.getState().document;
  const faulty = SERVICE.replace('port: 80', 'port: eighty');
  const foreign = `${SERVICE}---\napiVersion: example.org/v1\nkind: Unheard\nmetadata: { name: of }\n`;
  for (const text of [faulty, foreign, 'kind: [', '', `${SERVICE}${'#'.repeat(400_000)}`])
    expect(pasteOnBoard(simulation, text), text.slice(0, 200)).toBe(false);
  expect(simulation.document.getState().document).toBe(before);
});
