/** Whether panels lie over the page for want of room beside it: theme.css calls what is wider `md`. */
export function isNarrow(): boolean {
  return window.matchMedia('(max-width: 767px)').matches;
}
