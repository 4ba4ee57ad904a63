import { prerender } from 'react-dom/static';
import { expect, test } from 'vitest';
import { DraftForm } from '../../../src/features/inspector/forms/DraftForm.tsx';
import { editTarget, inspect } from '../../../src/features/inspector/object/inspected.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { ElementForm } from '../../../src/features/inspector/forms/ElementForm.tsx';
import { MoreFields } from '../../../src/features/inspector/forms/MoreFields.tsx';
import { shortFields } from '../../../src/features/inspector/forms/short-fields.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { SimulationProvider } from '../../../src/simulation/workspace/context.ts';
import { WordsProvider } from '../../../src/ui/words.ts';
import { createSimulation } from '../../whole-simulation.ts';

interface Shown {
  readonly things?: readonly ('namespace' | 'deployment' | 'nodeport' | 'ingress')[];
  /** With all other fields below. */
  readonly more?: boolean;
  readonly readOnly?: boolean;
  /** What is written of it and not applied, made of what is. */
  readonly write?: (text: string) => string;
}

/** What is read of an element in the inspector, with all that is fetched for it. */
async function htmlOf(
  element: string,
  { things = ['namespace'], more, readOnly = false, write }: Shown = {},
): Promise<string> {
  const nodes = createBoardFrom('three-nodes');
  const initial = things.reduce((board, thing) => putObjects(board, makeThing(board, thing)), nodes);
  const simulation = createSimulation({ initial, readOnly });
  await simulation.words.fetch(['later', 'narrator', 'editor']);
  const { cluster } = simulation.document.getState().router;
  const inspected = inspect(cluster, element);
  const target = editTarget(cluster, inspected);
  const form = <ElementForm inspected={inspected} />;
  const { prelude } = await prerender(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>
        {more && target && (
          <MoreFields
            object={target.object}
            editing={{ set: () => undefined, commit: () => undefined }}
            omit={shortFields(inspected)}
            isOpen
          />
        )}
        {target === undefined || write === undefined ? (
          form
        ) : (
          <DraftForm target={target} text={write(formatManifests([target.object]))}>
            {form}
          </DraftForm>
        )}
      </SimulationProvider>
    </WordsProvider>,
  );
  return new Response(prelude).text();
}

async function formOf(element: string, shown?: Shown): Promise<string> {
  return (await htmlOf(element, shown)).replaceAll(/<[^>]*>/g, '');
}

const SHOP = ['namespace', 'deployment', 'nodeport', 'ingress'] as const;

test.each([
  ['Service/shop/web', 'selector', 'type', 'internalTrafficPolicy', 'externalTrafficPolicy'],
  ['Ingress/shop/web', 'host'],
  ['Deployment/shop/web', 'replicas'],
  ['Node/node-1', 'labels'],
])(
  'a field of %s stands in its form once: what the short form has is not among the others',
  async (element, ...fields) => {
    const html = await htmlOf(element, { things: SHOP, more: true });
    const labels = [...html.matchAll(/<label[^>]*>([^<]*)<\/label>/g)].map(([, label]) => label);
    expect(fields.map((field) => labels.filter((label) => label === field).length)).toEqual(fields.map(() => 1));
    expect(html).toContain('Add a field');
  },
);

test('what is written and not applied is what the form shows; where it has an error, that is said with its line', async () => {
  const written = await formOf('Service/shop/web', {
    things: SHOP,
    write: (text) => text.replace('type: NodePort', 'type: LoadBalancer'),
  });
  expect(written).toContain('What is written in the YAML of Service shop/web is not applied yet. This form shows it');
  // An address of the load balancer that it would have.
  expect(written).toContain('load balancer');
  expect(await formOf('Service/shop/web', { things: SHOP })).not.toContain('not applied');
  expect(await formOf('Service/shop/web', { things: SHOP })).not.toContain('load balancer');
  const broken = await formOf('Service/shop/web', { things: SHOP, write: (text) => `${text}\n  - broken: [` });
  expect(broken).toMatch(/The YAML of Service shop\/web has an error in line \d+: it is not applied/);
  expect(broken).toContain('externalTrafficPolicy');
});

test('a kind has a form, or it is said that it has none', async () => {
  const noForm = 'This kind has no form';
  expect(await formOf('Namespace/shop')).toContain('kubernetes.io/metadata.name=shop');
  expect(await formOf('Namespace/shop')).not.toContain(noForm);
  expect(await formOf('Namespace/shop', { readOnly: true })).toContain(noForm);
});

test('a node says how many of its pods are of the system, which the board does not show', async () => {
  const all = await Promise.all([1, 2, 3].map((node) => formOf(`Node/node-${node}`)));
  const counted = all.map((form) => /Pods \((\d+)(?:, (\d+) of them of the system)?\)/.exec(form)?.slice(1));
  expect(counted.map((each) => each?.[0])).toEqual(counted.map((each) => each?.[1] ?? '0'));
  expect(counted.some((each) => Number(each?.[1]) > 0)).toBe(true);
});
