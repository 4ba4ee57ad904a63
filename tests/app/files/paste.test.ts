import { expect, test } from 'vitest';
import { pasteOnBoard } from '../../../src/app/files/paste.ts';
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

test('what cannot be read whole is left to the import, which says why', () => {
  const simulation = openBoard();
  const before = simulation.document.getState().document;
  const faulty = SERVICE.replace('port: 80', 'port: eighty');
  const foreign = `${SERVICE}---\napiVersion: example.org/v1\nkind: Unheard\nmetadata: { name: of }\n`;
  for (const text of [faulty, foreign, 'kind: [', '', `${SERVICE}${'#'.repeat(400_000)}`])
    expect(pasteOnBoard(simulation, text), text.slice(0, 200)).toBe(false);
  expect(simulation.document.getState().document).toBe(before);
});
