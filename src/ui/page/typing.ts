/** Elements in which a key means text or has a meaning of its own. */
export const TYPING =
  'input:not([type="radio"], [type="checkbox"], [type="range"], [type="button"]), textarea, select, [contenteditable="true"]';
