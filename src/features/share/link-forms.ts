import { escapeMarkup } from '../../ui/copying/escape-markup.ts';

/** The address at which the same is read-only: `?view` before what it asks for. */
export function asReadOnly(url: string): string {
  return asked(url, 'view');
}

/** The address for a frame of another page: read-only and without the frame around the board. */
export function asEmbedded(url: string): string {
  return asked(url, 'embed');
}

function asked(url: string, mode: 'view' | 'embed'): string {
  const [, page = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? [];
  return `${page}?${mode}${query === undefined ? '' : `&${query}`}${hash}`;
}

/** Height of the frame in pixels: the board, the player and the first lines of the walk. */
const FRAME_HEIGHT = 600;

/** HTML that shows the address in a frame as wide as there is room. */
export function embedSnippet(url: string, title: string): string {
  return `<iframe src="${escapeMarkup(asEmbedded(url))}" title="${escapeMarkup(title)}" width="100%" height="${FRAME_HEIGHT}" style="border: 0" loading="lazy"></iframe>`;
}
