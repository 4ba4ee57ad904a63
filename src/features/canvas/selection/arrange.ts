import type { ElementId, Position } from '../../../scenario/document/document.ts';
import type { BoardElement } from '../board/element.ts';

/** left, top: all begin there, and what would lie over another one stands behind it. across, down: the gaps between them become equal, and the outermost stay. */
export type Arrangement = 'left' | 'top' | 'across' | 'down';

/** Fewer have no gaps to be made equal. */
const FEWEST_APART = 3;

export function canArrange(elements: readonly BoardElement[], as: Arrangement): boolean {
  return elements.length >= (as === 'across' || as === 'down' ? FEWEST_APART : 2);
}

/** Where each of these stands when they are arranged, in its parent's frame. */
export function arranged(elements: readonly BoardElement[], as: Arrangement): ReadonlyMap<ElementId, Position> {
  if (!canArrange(elements, as)) return new Map();
  switch (as) {
    case 'left':
      return aligned(elements, 'left');
    case 'top':
      return aligned(elements, 'top');
    case 'across':
      return apart(elements, 'left', 'width');
    case 'down':
      return apart(elements, 'top', 'height');
  }
}

/** Board pixels between what would lie over each other. */
const BESIDE = 16;

function aligned(elements: readonly BoardElement[], edge: 'left' | 'top'): ReadonlyMap<ElementId, Position> {
  const [along, size] = edge === 'left' ? (['top', 'height'] as const) : (['left', 'width'] as const);
  const begin = least(elements, edge);
  const starts = new Map<ElementId, number>();
  let end = -Infinity;
  for (const element of elements.toSorted((a, b) => a[along] - b[along])) {
    const start = element[along] >= end ? element[along] : end + BESIDE;
    starts.set(element.id, start);
    end = start + element[size];
  }
  return shifted(elements, (element) => {
    const [to, by] = [begin - element[edge], (starts.get(element.id) ?? 0) - element[along]];
    return edge === 'left' ? { x: to, y: by } : { x: by, y: to };
  });
}

function least(elements: readonly BoardElement[], edge: 'left' | 'top'): number {
  return elements.reduce((found, element) => Math.min(found, element[edge]), Infinity);
}

/** Each moved by so much. */
export function shifted(
  elements: readonly BoardElement[],
  by: (element: BoardElement) => Position,
): ReadonlyMap<ElementId, Position> {
  return new Map(
    elements.map((element) => {
      const { x, y } = by(element);
      return [element.id, { x: element.x + x, y: element.y + y }];
    }),
  );
}

function apart(
  elements: readonly BoardElement[],
  edge: 'left' | 'top',
  size: 'width' | 'height',
): ReadonlyMap<ElementId, Position> {
  const row = elements.toSorted((a, b) => a[edge] - b[edge]);
  const begin = least(row, edge);
  const end = row.reduce((found, element) => Math.max(found, element[edge] + element[size]), -Infinity);
  const gap = (end - begin - row.reduce((sum, element) => sum + element[size], 0)) / (row.length - 1);
  const starts = new Map<ElementId, number>();
  let at = begin;
  for (const element of row) {
    starts.set(element.id, at);
    at += element[size] + gap;
  }
  return shifted(row, (element) => {
    const by = (starts.get(element.id) ?? 0) - element[edge];
    return edge === 'left' ? { x: by, y: 0 } : { x: 0, y: by };
  });
}
