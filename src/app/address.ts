/** What the page's address asks for. */
export interface Address {
  /** edit: everything. view: read-only. embed: read-only and without the frame around the canvas. */
  readonly mode: 'edit' | 'view' | 'embed';
  readonly lesson?: string;
  /** The hash of a share link, without "#". */
  readonly link?: string;
}

/** Reads `?embed`, `?view`, `?lesson=ID` and the hash of a share link. */
export function readAddress({ search, hash }: { readonly search: string; readonly hash: string }): Address {
  const query = new URLSearchParams(search);
  const lesson = query.get('lesson');
  const link = hash.replace(/^#/, '');
  return {
    mode: query.has('embed') ? 'embed' : query.has('view') ? 'view' : 'edit',
    ...(lesson ? { lesson } : {}),
    ...(link === '' ? {} : { link }),
  };
}

/** The address without what it asked to open: after the first change it no longer describes what is on the screen. */
export function plainAddress({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const query = new URLSearchParams(search);
  query.delete('lesson');
  const rest = query.toString();
  return rest === '' ? pathname : `${pathname}?${rest}`;
}
