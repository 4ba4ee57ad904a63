import type { Timeline } from '../../../../simulation/playback/timeline.ts';
import { elementOfNamespace, type Rect } from '../../board/element.ts';
import { litElement, movesOf, type Stage } from './place.ts';

/** Every place that the packet passes, and the boxes of what sends, decides and answers. */
export function partiesOf(stage: Stage, timeline: Timeline): readonly Rect[] {
  const { board } = stage;
  const ids = new Set(
    timeline.cues.flatMap((cue) => [elementOfNamespace(cue.namespace), litElement(cue) ?? []].flat()),
  );
  const boxes = [...ids].flatMap((id) => board.showing(id) ?? []).filter(({ content }) => content.kind !== 'node');
  const places = movesOf(stage, timeline).flatMap(({ way }) => way);
  return [...boxes, ...places.map(({ x, y }) => ({ left: x, top: y, width: 0, height: 0 }))];
}
