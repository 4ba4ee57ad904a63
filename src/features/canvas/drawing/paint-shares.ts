import { linksFrom } from '../placing/links.ts';
import { serviceId } from '../board/element.ts';
import type { Painter } from './paint-board.ts';

/** Shares of the requests, beside the ends of an entry point's lines. */
export const paintShares: Painter = (context, { board, links, marked }, { palette }) => {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { id, content } of board.elements) {
    if (content.kind !== 'entry' || (links === undefined && !marked.has(id))) continue;
    const shares = new Map(
      content.entry.shares.map((each) => [serviceId({ ...each, name: each.service }), each.share]),
    );
    for (const { from, to, way } of links ?? linksFrom(board, id)) {
      const [part, end] = [shares.get(to), way.at(-1)];
      if (from !== id || part === undefined || end === undefined) continue;
      const share = `${Math.round(100 * part)} %`;
      context.fillStyle = palette.paper;
      context.fillRect(end.x + 6, end.y - 22, context.measureText(share).width + 4, 18);
      context.fillStyle = palette.muted;
      context.fillText(share, end.x + 8, end.y - 8);
    }
  }
};
