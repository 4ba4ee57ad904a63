import type { Look } from '../../scenario/look-names.ts';

/** Where this page is, without what it opens; links are made of it. Of a page from a file only the path is known. */
export function pageAddress({ origin, pathname }: Pick<Location, 'origin' | 'pathname'> = window.location): string {
  return `${origin === 'null' ? '' : origin}${pathname}`;
}

/** The query of an untouched lesson. What an address may hold as it is, stays legible. */
export function lessonQuery(id: string, look: Look): string {
  const fields = [['lesson', id], ...Object.entries(look)] as const;
  return fields.map(([name = '', value = '']) => `${name}=${legible(value)}`).join('&');
}

function legible(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
