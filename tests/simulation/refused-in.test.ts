import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';
import { sayDiagnostic } from '../../src/narration/en/manifests/diagnostic.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { BOARD_TEMPLATES, createBoardFrom } from '../../src/simulation/build/new-board.ts';
import { refusedIn } from '../../src/simulation/texts/refused-in.ts';
import { tellRefused } from '../../src/simulation/texts/tell-refused.ts';
import { manifestsOf } from '../../src/simulation/views/object-text.ts';
import type { ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createSimulation } from '../whole-simulation.ts';

const TEXT = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }, { port: 81 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  strategy: { type: Rolling }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: main }] }
`;

const refused = (initial: ScenarioDocument, withNodes?: boolean) => {
  const simulation = createSimulation({ initial });
  const { text } = manifestsOf(simulation.document.getState().document, withNodes);
  const lines = text.split('\n');
  return refusedIn(text, simulation)?.map((each) => `${lines[(each.line ?? 0) - 1]?.trim()} ← ${sayDiagnostic(each)}`);
};

test('what is exported says what an API server would refuse of it, at its line', () => {
  const { objects } = parseManifests([{ name: '', text: TEXT }]);
  const told = refused({ ...EMPTY_DOCUMENT, objects });
  expect(told).toEqual([
    expect.stringMatching(/^- port: 80 ← .*name.*Required value/),
    expect.stringMatching(/^- port: 81 ← .*name.*Required value/),
    expect.stringMatching(/^type: Rolling ← spec\.strategy\.type: Unsupported value: "Rolling"/),
    expect.stringMatching(
      /^labels: ← spec\.template\.metadata\.labels: Invalid value: \{"app":"shop"\}: `selector` does not match template `labels`/,
    ),
    expect.stringMatching(/^- name: main ← spec\.template\.spec\.containers\[0\]\.image: Required value/),
  ]);
});

test('of what a template makes nothing is refused, its Nodes and agents included', () => {
  for (const template of BOARD_TEMPLATES)
    expect([template, refused(createBoardFrom(template), true)]).toEqual([template, []]);
});

test('of what is copied from the board it is said how much of it an API server would refuse', async () => {
  const { objects } = parseManifests([{ name: '', text: TEXT }]);
  const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects } });
  await simulation.words.fetch(['later', 'narrator']);
  const told = (): readonly string[] => simulation.view.getState().toasts.map(({ text }) => text);
  const taken = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n';
  tellRefused(simulation, taken);
  expect(told()).toEqual([]);
  tellRefused(simulation, TEXT.split('---')[0] ?? '');
  expect(told()).toEqual(['kubectl apply does not get all of it in: 2 things are refused.']);
});
