import { expect, test } from 'vitest';
import { joinDocuments } from '../../src/manifests/board-text.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { putObjects } from '../../src/simulation/edits.ts';
import { applyBoardText } from '../../src/simulation/texts/apply-text.ts';
import { findingsAfter } from '../../src/simulation/texts/findings-after.ts';
import { findingsOf } from '../../src/simulation/views/findings.ts';
import { textOfObject } from '../../src/simulation/views/object-text.ts';
import { createYamlAssist } from '../../src/simulation/views/yaml-assist.ts';
import { createSimulation } from '../whole-simulation.ts';

const TEXT = `apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: main, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: web }] }
`;

test('what is likely to be a mistake does not keep a text from being applied, and follows what is written', async () => {
  const simulation = createSimulation();
  await simulation.words.fetch(['editor', 'narrator']);
  simulation.open(
    { ...EMPTY_DOCUMENT, objects: parseManifests([{ name: '', text: TEXT }]).objects },
    { edit: { code: 'OPEN', detail: { title: '' } }, clean: true },
  );
  const state = simulation.document.getState();
  const shown = state.document.objects.map((object) => ({ object, text: textOfObject(state.document, object) }));
  const { diagnose } = createYamlAssist({
    words: simulation.words,
    programs: state.engine.programs.cluster,
    namesOf: () => [],
    shown,
    findings: (_text, written) => findingsAfter(state, applyBoardText(state.document, shown, written)),
  });
  const text = joinDocuments(shown);
  expect(findingsOf(state.router.cluster).map(({ severity }) => severity)).toContain('error');
  const blamed = diagnose(text).filter(({ severity }) => severity === 'error');
  expect(blamed.map(({ stops, text: told }) => [stops, told.includes('"web"')])).toEqual([[false, true]]);
  // Mended in the text, which nobody has applied yet.
  expect(diagnose(text.replace('targetPort: web', 'targetPort: http'))).toEqual([]);
  const broken = diagnose(text.replace('port: 80\n', 'port: eighty\n'));
  expect(broken.filter(({ stops }) => stops)).toHaveLength(1);
});

test('of a text, what is about its objects is found as it would be among all, from what the board has already', () => {
  const simulation = createSimulation({
    initial: { ...EMPTY_DOCUMENT, objects: parseManifests([{ name: '', text: TEXT }]).objects },
  });
  const { engine, router, document } = simulation.document.getState();
  const builds: unknown[] = [];
  const counted: typeof engine = {
    ...engine,
    buildCluster: (input) => {
      builds.push(input.previous);
      return engine.buildCluster(input);
    },
  };
  const state = { ...simulation.document.getState(), engine: counted };
  const [pod, service] = document.objects;
  if (pod === undefined || service === undefined) throw new Error('the text has two objects');
  const after = putObjects(document, [{ ...service, spec: { ...(service['spec'] as object), type: 'Nothing' } }]);
  const all = findingsAfter(state, after);
  for (const { kind, metadata } of document.objects) {
    const ref = { kind, namespace: 'shop', name: metadata.name };
    const own = all.filter(({ object }) => object.kind === kind);
    expect(findingsAfter(state, after, [ref])).toEqual(own);
  }
  expect(all.length).toBeGreaterThan(1);
  expect(builds).toEqual([router.cluster, router.cluster, router.cluster]);
});
