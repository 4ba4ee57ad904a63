import { useEffect, useRef } from 'react';
import { BOARD_TEMPLATES, type BoardTemplate } from '../../simulation/build/new-board.ts';
import { useWords } from '../../ui/words.ts';
import { moveFocus } from './move-focus.ts';

/** What a new board can begin with. */
export function NewBoard({ onNew }: { readonly onNew: (template: BoardTemplate) => void }) {
  const words = useWords('gallery');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <ul ref={list} aria-label={words.parts.new} className="grid grid-cols-1 overflow-hidden sm:grid-cols-2">
      {BOARD_TEMPLATES.map((template) => (
        <li
          key={template}
          className="relative -mt-px -ml-px flex flex-col items-start gap-1 border-t border-l border-line bg-raised px-6 py-4 transition-colors duration-150 hover:bg-paper"
        >
          <button
            type="button"
            aria-describedby={`about-${template}`}
            className="text-left font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            onKeyDown={moveFocus}
            onClick={() => onNew(template)}
          >
            {words.templates[template].title}
          </button>
          <span id={`about-${template}`} className="text-small text-pretty text-muted">
            {words.templates[template].about}
          </span>
        </li>
      ))}
    </ul>
  );
}
