import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce } from '../../../src/app/files/in-tasks.ts';
import { packHistory, unpackHistory } from '../../../src/app/boards/storage/history.ts';
import { readEdit } from '../../../src/app/boards/storage/kept-edits.ts';
import { EDITS } from '../../../src/narration/en/page/later/simulation/edits.ts';
import { restoreScenario } from '../../../src/scenario/restore/restore.ts';
import { type EditDetails, type KeptEdit, sayEdit } from '../../../src/simulation/stores/edit-details.ts';
import { board } from './fixture.ts';
import { createDocumentStore } from '../../whole-simulation.ts';

const web = { kind: 'Service', namespace: 'shop', name: 'web' };

/** Of each code facts, and what is said of them. */
const TOLD: { readonly [Code in keyof EditDetails]: readonly (readonly [detail: EditDetails[Code], said: string])[] } =
  {
    MOVE: [
      [{ kind: 'Pod', name: 'web-0' }, 'Move pod web-0'],
      [{ kind: 'Node', name: 'node-1' }, 'Move node node-1'],
      [{ kind: 'Gateway', name: 'edge' }, 'Move Gateway edge'],
      [{ name: 'internet' }, 'Move internet'],
    ],
    RESCHEDULE: [[{ pod: 'web-1', node: 'node-2' }, 'Move pod web-1 to node-2']],
    MOVE_SEVERAL: [[{ count: 3 }, 'Move 3 things']],
    DUPLICATE_OBJECTS: [[{ count: 2 }, 'Duplicate 2 objects']],
    PASTE_OBJECTS: [
      [{ count: 1 }, 'Paste an object'],
      [{ count: 4 }, 'Paste 4 objects'],
    ],
    ARRANGE: [[{}, 'Arrange automatically']],
    SET_FIELD: [
      [{ object: web, field: 'targetPort' }, 'Change targetPort of Service shop/web'],
      [{ object: web }, 'Change a field of Service shop/web'],
    ],
    EDIT_OBJECT: [[{ object: { kind: 'Node', name: 'node-1' } }, 'Edit Node node-1']],
    FIX: [
      [{ object: web }, 'Fix Service shop/web'],
      [{}, 'Apply fix'],
    ],
    KILL_SANDBOX: [[{ pod: 'web-0' }, 'Kill the sandbox of web-0']],
    STOP_CONTAINER: [[{ pod: 'web-0', container: 'nginx' }, 'Stop nginx in web-0']],
    START_CONTAINER: [[{ pod: 'web-0', container: 'nginx' }, 'Start nginx in web-0']],
    USE_MODE: [
      [{ mode: 'ipvs' }, 'Use kube-proxy mode IPVS'],
      [{ mode: 'nftables', version: '1.33' }, 'Use kube-proxy mode nftables of Kubernetes 1.33'],
    ],
    SET_OVERRIDE: [[{ setting: 'serviceCIDRs' }, 'Change the Service range']],
    LEAVE_OVERRIDE: [[{ setting: 'cni' }, 'Leave the pod network to the objects']],
    ADD_GATEWAYS: [[{}, 'Add Gateways in place of Ingresses']],
    KEEP_CHANGES: [
      [
        {
          changes: [
            { type: 'delete-pod', namespace: 'shop', pod: 'web-0' },
            { type: 'scale', workload: { kind: 'Deployment', namespace: 'shop', name: 'web' }, replicas: 3 },
            { type: 'node-down', node: 'node-1' },
          ],
        },
        'Delete pod web-0, Scale Deployment web to 3, Node node-1 fails',
      ],
    ],
    EDIT_BOARD: [[{}, 'Edit the board as YAML']],
    RESUME_STORY: [[{}, 'Back to the story']],
    EDIT_STORY: [[{}, 'Write the story']],
    BEGIN_CHALLENGE: [[{}, 'Begin the challenge with this board']],
    EDIT_GOAL: [[{}, 'Write the goal']],
    RENAME: [[{ title: 'mine' }, 'Rename the board mine']],
    ADD_OBJECT: [[{ object: { kind: 'Node', name: 'node-1' } }, 'Add Node node-1']],
    REMOVE_OBJECT: [
      [{ object: { kind: 'Node', name: 'node-1' }, others: 0 }, 'Delete Node node-1'],
      [{ object: { kind: 'Namespace', name: 'shop' }, others: 2 }, 'Delete Namespace shop and 2 more'],
    ],
    DUPLICATE_OBJECT: [[{ object: { kind: 'Node', name: 'node-1' } }, 'Duplicate Node node-1']],
    RENAME_OBJECT: [[{ object: { kind: 'Node', name: 'node-1' }, name: 'a' }, 'Rename Node node-1 to a']],
    CONNECT_OBJECTS: [
      [
        { from: { kind: 'Node', name: 'a' }, to: { kind: 'Service', namespace: 'shop', name: 'b' } },
        'Connect Node a to Service shop/b',
      ],
    ],
    ADD_REQUEST: [[{ to: 'http://shop.example.com/' }, 'Add the request to http://shop.example.com/']],
    REMOVE_REQUEST: [[{ to: 'http://web/' }, 'Remove the request to http://web/']],
    NAME_REQUEST: [[{ to: 'http://web/' }, 'Rename the request to http://web/']],
    MOVE_REQUEST: [[{ to: 'http://web/' }, 'Move the request to http://web/']],
    NEW_BOARD: [[{}, 'Begin a new board']],
    OPEN: [
      [{ title: 'Pod to Service' }, 'Open Pod to Service'],
      [{ title: '' }, 'Open Untitled'],
    ],
    OPEN_LINK: [[{}, 'Open the link']],
    OPEN_FILE: [[{ file: 'shop.packetwalk.json' }, 'Open shop.packetwalk.json']],
    RESTORE: [[{}, 'Restore']],
    IMPORT: [
      [{ files: 1, first: 'shop.yaml' }, 'Import shop.yaml'],
      [{ files: 3, first: 'shop.yaml' }, 'Import 3 files'],
    ],
    ADD: [
      [{ objects: 1, files: 1, first: 'shop.yaml' }, 'Add 1 object from shop.yaml'],
      [{ objects: 7, files: 2, first: 'shop.yaml' }, 'Add 7 objects from 2 files'],
    ],
  };

const told = Object.entries(TOLD).flatMap(([code, facts]) =>
  facts.map(([detail, said]) => ({ edit: { code, detail } as KeptEdit, said })),
);

const said = (edit: KeptEdit): string => sayEdit(edit, EDITS);

/** What is told of a step that a browser has kept like this, a step that is whole before and after it. */
function toldOf(kept: { readonly edit?: unknown; readonly label?: unknown }): readonly string[] {
  const { document } = createDocumentStore(board('shop')).getState();
  const [before, step, after] = [{ edit: { code: 'ARRANGE', detail: {} } }, kept, { label: 'Move pod web-0' }].map(
    (each) => ({ ...each, document, board: '1' }),
  );
  const raw = structuredClone({ document, past: [before, step, after], future: [step] });
  const { past, future } = unpackHistory({ raw: raw.document, ...raw }, restoreScenario, Number);
  return [...past, ...future].map(({ edit }) => said(edit));
}

describe('what was done', () => {
  test.each(told)('$said: kept as facts and told of them', ({ edit, said: text }) => {
    const store = createDocumentStore(board('shop'));
    // Whoever edits has the facts of its code.
    store.getState().edit(edit as Parameters<ReturnType<typeof store.getState>['edit']>[0], (document) => ({
      ...document,
      title: 'changed',
    }));
    const packed = atOnce(packHistory(store.getState(), () => ({ id: '1', stamp: undefined })));
    const kept: unknown = JSON.parse(JSON.stringify(packed.past));
    expect(JSON.stringify(kept)).not.toContain(text);
    expect(kept).toMatchObject([{ edit }]);
    expect(readEdit({ edit })).toEqual(edit);
    expect(toldOf({ edit })).toEqual(['Arrange automatically', text, 'Move pod web-0', text]);
  });

  test('a version that kept sentences is told as it said it', () => {
    const text = 'Pod web-1 zieht um auf node-2';
    expect(readEdit({ label: text })).toEqual({ code: 'SAID', detail: { text } });
    expect(toldOf({ label: text })).toEqual(['Arrange automatically', text, 'Move pod web-0', text]);
    // Kept again it is no other.
    expect(readEdit({ edit: readEdit({ label: text }) })).toEqual({ code: 'SAID', detail: { text } });
  });

  const damaged: readonly { readonly edit?: unknown; readonly label?: unknown }[] = [
    {},
    { label: 7 },
    { label: { code: 'ARRANGE', detail: {} } },
    { edit: null, label: 'Move pod web-0' },
    { edit: 'ARRANGE' },
    { edit: ['ARRANGE'] },
    { edit: { code: 'ARRANGE' } },
    { edit: { code: 'WEATHER', detail: {} } },
    { edit: { code: 'toString', detail: {} } },
    { edit: { code: '__proto__', detail: {} } },
    { edit: { code: 'SAID', detail: { text: ['a'] } } },
    { edit: { code: 'MOVE', detail: { kind: 'Pod' } } },
    { edit: { code: 'MOVE', detail: { name: 'x'.repeat(100_000) } } },
    { edit: { code: 'SET_FIELD', detail: { object: 'Service/shop/web' } } },
    { edit: { code: 'USE_MODE', detail: { mode: 'userspace' } } },
    { edit: { code: 'USE_MODE', detail: { mode: 'toString' } } },
    { edit: { code: 'SET_OVERRIDE', detail: { setting: 'constructor' } } },
    { edit: { code: 'KEEP_CHANGES', detail: { changes: [{ type: 'valueOf' }] } } },
    { edit: { code: 'KEEP_CHANGES', detail: { changes: 'all' } } },
    { edit: { code: 'ADD', detail: { objects: '7', files: 1, first: 'a' } } },
  ];
  test.each(damaged.map((kept) => [JSON.stringify(kept).slice(0, 80), kept] as const))(
    '%s: nothing of it is believed, and the step can be undone all the same',
    (_, kept) => {
      expect(readEdit(kept)).toEqual({ code: 'UNKNOWN', detail: {} });
      expect(toldOf(kept)).toEqual(['Arrange automatically', 'A change', 'Move pod web-0', 'A change']);
    },
  );

  test('anything that a store may hold is told in some words', () => {
    const codes = Object.keys(EDITS);
    const detail = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(TOLD), 'object', 'pod'), fc.anything()),
    );
    const edit = fc.record({ code: fc.constantFrom(...codes), detail });
    fc.assert(
      fc.property(fc.oneof(edit, fc.anything()), fc.anything(), (kept, label) => {
        expect(typeof said(readEdit({ edit: kept, label }))).toBe('string');
      }),
    );
  });
});
