import { expect, test } from 'vitest';
import { POD_TO_SERVICE } from '../../src/lessons/pod-to-service.ts';
import { putObjects } from '../../src/simulation/edits.ts';
import {
  BOARD,
  draftsOf,
  lookupTextDraft,
  restoreDrafts,
  setTextDraft,
} from '../../src/simulation/workspace/text-drafts.ts';

const [object] = POD_TO_SERVICE.objects;
const KEY = `${object?.kind}/${object?.metadata.name}`;

test('what is written is of the document that it was begun with, and of the same one that is read again', () => {
  if (object === undefined) throw new Error('the lesson has objects');
  setTextDraft(KEY, { base: object, text: 'kind: [' });
  setTextDraft(BOARD, { base: POD_TO_SERVICE.objects, text: '---' });
  const kept = draftsOf(POD_TO_SERVICE);
  expect(kept).toEqual({ [KEY]: 'kind: [', [BOARD]: '---' });

  const changed = putObjects(POD_TO_SERVICE, [{ ...object, spec: {} }]);
  expect(draftsOf(changed)).toEqual({});

  const again = structuredClone(POD_TO_SERVICE);
  expect(draftsOf(again)).toEqual({});
  expect(restoreDrafts(again, { ...kept, 'Service/shop/gone': 'x' })).toEqual([KEY, BOARD]);
  expect(draftsOf(again)).toEqual(kept);
  expect(lookupTextDraft('Service/shop/gone')).toBeUndefined();
  for (const key of [KEY, BOARD]) setTextDraft(key, undefined);
  expect(draftsOf(again)).toEqual({});
});
