/** Where this page is, without what it opens; links are made of it. Of a page from a file only the path is known. */
export function pageAddress({ origin, pathname }: Pick<Location, 'origin' | 'pathname'> = window.location): string {
  return `${origin === 'null' ? '' : origin}${pathname}`;
}
