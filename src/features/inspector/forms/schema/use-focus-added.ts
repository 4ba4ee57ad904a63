import { useEffect, useRef } from 'react';
import { fieldId } from '../fields/field-id.ts';
import type { Path } from './schema-editing.ts';

/**
 * Once the items are others, what was added at the path that the returned function was called with is ready to be typed over: its first text on
 * the page, wherever a form has it.
 */
export function useFocusAdded(items: readonly unknown[]): (path: Path) => void {
  const added = useRef<Path>(undefined);
  useEffect(() => {
    if (added.current === undefined) return;
    const within = `[data-field^="${CSS.escape(`${fieldId(added.current)}.`)}"]`;
    added.current = undefined;
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      `[data-region="inspector"] ${within} :is(input, textarea):enabled`,
    );
    field?.focus();
    field?.select();
  }, [items]);
  return (path) => {
    added.current = path;
  };
}
