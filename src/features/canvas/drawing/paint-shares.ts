import { linksFrom } from '../placing/links.ts';
import { backendShares } from './backend-shares.ts';
import type { Painter } from './paint-board.ts';

/** Shares of the requests, beside the ends of a Gateway's lines. */
export const paintShares: Painter = (context, { board, links, marked }, { palette }) => {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { id, content } of board.elements) {
    if (content.kind !== 'gateway' || (links === undefined && !marked.has(id))) continue;
    const shares = backendShares(content.gateway.routes);
    for (const { from, to, way } of links ?? linksFrom(board, id)) {
      const [share, end] = [shares.get(to), way.at(-1)];
      if (from !== id || share === undefined || end === undefined) continue;
      context.fillStyle = palette.paper;
      context.fillRect(end.x + 6, end.y - 22, context.measureText(share).width + 4, 18);
      context.fillStyle = palette.muted;
      context.fillText(share, end.x + 8, end.y - 8);
    }
  }
};
