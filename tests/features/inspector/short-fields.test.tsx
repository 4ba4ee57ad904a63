import { prerender } from 'react-dom/static';
import { expect, test, vi } from 'vitest';
import { hasRole, objectKey } from '../../../src/engine/objects.ts';
import { ElementForm } from '../../../src/features/inspector/forms/ElementForm.tsx';
import { shortFields } from '../../../src/features/inspector/forms/short-fields.ts';
import type { Editing } from '../../../src/features/inspector/forms/use-edit.ts';
import { editTarget, inspect } from '../../../src/features/inspector/object/inspected.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { THINGS } from '../../../src/simulation/build/things.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { homeOf, refOf } from '../../../src/simulation/object-refs.ts';
import { SimulationProvider } from '../../../src/simulation/workspace/context.ts';
import { WordsProvider } from '../../../src/ui/words.ts';
import { createSimulation } from '../../whole-simulation.ts';

interface Committed {
  readonly value?: string;
  readonly labels?: unknown;
  readonly onCommit: ((value: never) => void) | undefined;
}

// A field that is shown is changed at once.
const commit = ({ value, labels, onCommit }: Committed): null => {
  (onCommit as ((value: unknown) => void) | undefined)?.(labels === undefined ? value : { app: 'other' });
  return null;
};
const { TextField, LabelsField, SelectField } = vi.hoisted(() => ({
  TextField: vi.fn<(props: Committed) => null>(),
  LabelsField: vi.fn<(props: Committed) => null>(),
  SelectField: vi.fn<(props: Committed) => null>(),
}));
for (const field of [TextField, LabelsField, SelectField]) field.mockImplementation(commit);
vi.mock('../../../src/features/inspector/forms/fields/TextField.tsx', () => ({ TextField }));
vi.mock('../../../src/features/inspector/forms/fields/LabelsField.tsx', () => ({ LabelsField }));
vi.mock('../../../src/features/inspector/forms/fields/fields.tsx', async (original) => ({
  ...(await original<object>()),
  SelectField,
}));
vi.mock('../../../src/features/inspector/forms/MoreFields.tsx', () => ({ MoreFields: () => null }));

const ROUTE = `apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: front, namespace: shop }
spec: { host: shop.example.com, to: { kind: Service, name: web }, tls: { termination: edge } }
`;
const BOARD: ScenarioDocument = THINGS.reduce(
  (board, thing) => (thing === 'client' ? board : putObjects(board, makeThing(board, thing))),
  putObjects(createBoardFrom('three-nodes'), parseManifests([{ name: '', text: ROUTE }]).objects),
);

/** The fields that the short form of an object sets, and those that stand in it as it says. */
async function fieldsOf(key: string): Promise<{ readonly set: readonly string[]; readonly said: readonly string[] }> {
  const simulation = createSimulation({ initial: BOARD });
  await simulation.words.fetch(['later', 'narrator', 'editor']);
  const { cluster } = simulation.document.getState().router;
  const inspected = inspect(cluster, key);
  const target = editTarget(cluster, inspected);
  if (target === undefined) throw new Error('nothing to edit');
  const set = new Set<string>();
  const nameOf = (path: readonly (string | number)[]): string =>
    path.filter((step) => typeof step === 'string').join('.');
  const editing: Editing = {
    target,
    set: (path) => set.add(nameOf(path)),
    commit: (path) => {
      set.add(nameOf(path));
      return undefined;
    },
    // As a whole: of a Service its type, of a workload the labels of its pods.
    replace: (field) => set.add(field === 'labels' ? 'spec.template.metadata.labels' : `spec.${field}`),
  };
  const { prelude } = await prerender(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>
        <ElementForm inspected={inspected} editing={editing} />
      </SimulationProvider>
    </WordsProvider>,
  );
  await new Response(prelude).text();
  return { set: [...set], said: [...shortFields(inspected)] };
}

const isWithin = (one: string, other: string): boolean => one === other || one.startsWith(`${other}.`);
const leftOf = (own: readonly string[], others: readonly string[]): readonly string[] =>
  own.filter((field) => !others.some((other) => isWithin(field, other) || isWithin(other, field)));

test.each(BOARD.objects.map((object) => objectKey(refOf(object, homeOf(BOARD)))))(
  'the fields of %s that stand in its short form are those that it says it has',
  async (key) => {
    const { set, said } = await fieldsOf(key);
    expect({ unsaid: leftOf(set, said), unset: leftOf(said, set) }).toEqual({ unsaid: [], unset: [] });
    if (hasRole(key.split('/')[0] ?? '', 'workload')) expect(set.length).toBeGreaterThan(0);
  },
);
