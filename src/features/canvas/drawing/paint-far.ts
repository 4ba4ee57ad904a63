import type { BoardElement } from '../board/element.ts';
import type { Painter } from './paint-board.ts';
import type { Palette } from './palette.ts';

/** What is too far away to be given as boxes: shapes, and what can still be read. */
export const paintFar: Painter = (context, { far, board }, { seen, palette, hair }) => {
  if (far)
    for (const element of seen) paintFarGroup(context, element, palette, { zoom: 1 / hair, room: board.frame.podsTop });
  paintFarPods(context, seen, palette, hair);
};

/** A node or Service too far away to be read, but for a node's name. */
function paintFarGroup(
  context: CanvasRenderingContext2D,
  { content, left, top, width, height }: BoardElement,
  palette: Palette,
  { zoom, room }: { readonly zoom: number; readonly room: number },
): void {
  if (content.kind === 'pod') return;
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1 / zoom;
  context.beginPath();
  context.roundRect(left, top, width, height, 8);
  if (content.kind !== 'node') {
    context.fillStyle = palette.surface;
    context.fill();
  }
  context.stroke();
  if (content.kind !== 'node' || room * zoom < FAR_NAME) return;
  context.fillStyle = palette.muted;
  context.font = `${12 / zoom}px ${palette.sans}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(content.node.name, left + 4 / zoom, top + 3 / zoom);
}

/** Room a name of 12 pixels needs above the pods. */
const FAR_NAME = 16;

function paintFarPods(
  context: CanvasRenderingContext2D,
  seen: readonly BoardElement[],
  palette: Palette,
  hair: number,
): void {
  const pods = seen.filter(({ content }) => content.kind === 'pod');
  for (const ready of [true, false]) {
    context.beginPath();
    for (const { content, left, top, width, height } of pods) {
      if (content.kind === 'pod' && content.pod.ready === ready) context.rect(left, top, width, height);
    }
    context.fillStyle = ready ? palette.sunken : palette['rejected-soft'];
    context.fill();
    context.strokeStyle = ready ? palette['line-strong'] : palette.rejected;
    context.lineWidth = hair;
    context.stroke();
  }
}
