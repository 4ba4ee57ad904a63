import { expect, test } from 'vitest';
import { createUnderlay, type UnderlayFrame } from '../../../src/features/canvas/drawing/underlay.ts';

const context = {} as CanvasRenderingContext2D;
const frame = {} as UnderlayFrame;

test('whoever paints first is asked once per painting, the last one alone, and who waits is told of another', () => {
  const underlay = createUnderlay();
  const done: string[] = [];
  const stop = underlay.subscribe(() => done.push('told'));
  underlay.paint(context, frame);
  underlay.show(() => done.push('first'));
  underlay.paint(context, frame);
  underlay.show(() => done.push('second'));
  underlay.paint(context, frame);
  underlay.show(undefined);
  underlay.paint(context, frame);
  stop();
  underlay.show(() => done.push('third'));
  expect(done).toEqual(['told', 'first', 'told', 'second', 'told']);
});
