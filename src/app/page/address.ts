import { LOOK_NAMES, type Look } from '../../scenario/look-names.ts';

/** What the page's address asks for. */
export interface Address {
  /** edit: everything. view: read-only. embed: read-only and without the frame around the canvas. */
  readonly mode: 'edit' | 'view' | 'embed';
  readonly lesson?: string;
  /** How the lesson is looked at; absent: from its beginning. */
  readonly look?: Look;
  /** The file of a course, as the address names it. */
  readonly course?: string;
  /** The hash of a share link, or of a course, without "#". */
  readonly link?: string;
}

/** Reads `?embed`, `?view`, `?lesson=ID` with `&part=3&step=…`, `?course=FILE`, and the hash of a share link. */
export function readAddress({ search, hash }: { readonly search: string; readonly hash: string }): Address {
  const query = new URLSearchParams(search);
  const lesson = query.get('lesson');
  const course = query.get('course');
  const link = hash.replace(/^#/, '');
  const look = [...query].filter(([name, value]) => LOOK_NAMES.includes(name) && value !== '');
  return {
    mode: query.has('embed') ? 'embed' : query.has('view') ? 'view' : 'edit',
    ...(lesson ? { lesson } : {}),
    ...(lesson && look.length > 0 ? { look: Object.fromEntries(look) } : {}),
    ...(course ? { course } : {}),
    ...(link === '' ? {} : { link }),
  };
}

/** The address without what it asked to open: after the first change it no longer describes what is on the screen. */
export function plainAddress({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const query = new URLSearchParams(search);
  for (const name of ['lesson', ...LOOK_NAMES]) query.delete(name);
  const rest = query.toString();
  return rest === '' ? pathname : `${pathname}?${rest}`;
}
