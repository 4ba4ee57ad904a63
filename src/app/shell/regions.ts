/** Parts are found by their own attribute: what they are called is said in the page's language. */
const REGIONS = 'header, [data-region]';
const FOCUSABLE = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]';

/** Moves the focus to the next part of the page that is shown, or to the one before, and round again. */
export function focusRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(
    (region) => region.closest('main header, dialog') === null && region.checkVisibility(),
  );
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const start = at < 0 && by < 0 ? 0 : at;
  for (let step = 1; step <= regions.length; step += 1) {
    const region = regions[(start + by * step + regions.length * step) % regions.length];
    if (region !== undefined && focusIn(region)) return;
  }
}

/** A part that takes the focus itself says its name; of the others it is the first control. */
function focusIn(region: HTMLElement): boolean {
  const target = region.hasAttribute('tabindex')
    ? region
    : [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
        (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
      );
  target?.focus();
  return target !== undefined && document.activeElement === target;
}
