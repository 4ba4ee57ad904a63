/** Filters are kept among the names of what is unfolded, and with them in links: "show:namespace=shop". */
export const FILTER_PREFIX = 'show:';

export function isFilter(name: string): boolean {
  return name.startsWith(FILTER_PREFIX);
}
