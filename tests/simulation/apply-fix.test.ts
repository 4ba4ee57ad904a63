import { describe, expect, it } from 'vitest';
import { applyFix, canApply } from '../../src/simulation/apply-fix.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { isSuccess } from '../../src/engine/outcomes.ts';
import { createBoard, firstOutcome, OBJECTS, TO_BROKEN } from '../features/fixture-board.ts';

const document: ScenarioDocument = { ...EMPTY_DOCUMENT, objects: OBJECTS };
const cluster = createBoard();

describe('applyFix', () => {
  it('makes the failing request succeed', () => {
    const outcome = firstOutcome(TO_BROKEN, cluster);
    const fix = outcome.cause?.fix;
    expect(isSuccess(outcome)).toBe(false);
    if (fix === undefined) throw new Error('no fix');
    expect(canApply(cluster, fix)).toBe(true);
    const fixed = applyFix(document, cluster, fix);
    expect(fixed.objects).toHaveLength(OBJECTS.length);
    expect(isSuccess(firstOutcome(TO_BROKEN, createBoard(fixed.objects)))).toBe(true);
  });

  it('leaves the document alone when the object is not in it', () => {
    const fix = {
      code: 'PROBE_OFTEN' as const,
      detail: {},
      object: { kind: 'Service', namespace: 'shop', name: 'nosuch' },
      path: ['spec'],
      value: {},
    };
    expect(canApply(cluster, fix)).toBe(false);
    expect(applyFix(document, cluster, fix)).toBe(document);
    expect(canApply(cluster, { code: 'CALL_SERVICE_BY_NAME', detail: {} })).toBe(false);
  });
});
