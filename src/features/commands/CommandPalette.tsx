import { useWords } from '../../ui/words.ts';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';
import { readEarly } from './early-keys.ts';
import { findItems, type PaletteItem } from './find-items.ts';

export interface CommandPaletteProps {
  readonly items: readonly PaletteItem[];
  /** Hands over the keys that were pressed for it before it was there. */
  readonly takeEarly: () => readonly string[];
  readonly onClose: () => void;
}

/** Finds anything by typing a few letters of it: commands, objects, saved requests. */
export function CommandPalette({ items, takeEarly, onClose }: CommandPaletteProps) {
  const words = useWords('commands');
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findItems(items, query), [items, query]);
  const active = found[Math.min(at, found.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  // At once with the dialog: no key comes between.
  useLayoutEffect(() => {
    input.current?.focus();
    const { text, end } = readEarly(takeEarly());
    setQuery((before) => before + text);
    if (end === 'Escape') onClose();
    else if (end === 'Enter') run(findItems(items, text)[0]);
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') run(active);
    else if (step !== 0) setAt((at + step + found.length) % Math.max(found.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words.title} onClose={onClose} bare>
      <input
        ref={input}
        role="combobox"
        aria-label={words.find}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        placeholder={words.find}
        spellCheck={false}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="sticky top-0 w-full border-b border-line bg-raised px-6 py-4 outline-none placeholder:text-faint"
      />
      <div ref={list} id={listId} role="listbox" aria-label={words.results} className="p-2">
        {found.map((item, index) => (
          <Result
            key={item.id}
            id={`${listId}-${item.id}`}
            item={item}
            active={item === active}
            onPoint={() => setAt(index)}
            onRun={() => run(item)}
          />
        ))}
      </div>
      <p role="status" className={found.length === 0 ? 'px-6 pb-6 text-muted' : 'sr-only'}>
        {words.found(found.length)}
      </p>
    </Dialog>
  );
}

interface ResultProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function Result({ id, item, active, onPoint, onRun }: ResultProps) {
  return (
    // The combobox above has the focus and the keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="flex cursor-pointer items-center gap-3 rounded-md px-4 py-2 aria-selected:bg-accent-soft"
      onMouseMove={onPoint}
      onClick={onRun}
    >
      {item.kind !== undefined && <KindIcon kind={item.kind} className="text-muted" />}
      <span className="min-w-0 flex-1 break-words">{item.title}</span>
      <span className="shrink-0 text-small text-muted">{item.group}</span>
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </div>
  );
}
