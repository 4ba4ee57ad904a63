import { useRef } from 'react';
import { useCopy } from '../../ui/copying/use-copy.ts';

/** A text in a field: copied by a press, and selected then, so that keys copy it where the browser does not let the page. */
export function useTakenText(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { copied, copy, note } = useCopy(text);
  const take = (): void => {
    field.current?.select();
    void copy(text);
  };
  return { field, copied, note, take };
}
