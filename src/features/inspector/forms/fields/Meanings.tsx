import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { FieldMeaning } from '../../../../simulation/views/field-meaning.ts';
import { fetchPart } from '../../../../ui/fetch-part.ts';
import { usePageWords, withWords } from '../../../../ui/words.ts';
import { type Asked, type Owner, type TellMeaning, TellProvider } from './About.tsx';

/** Milliseconds that a pointer rests on a field before it is told what it means. */
const REST = 300;
/** Pixels of the window's width that a meaning takes, with its distance from the form. */
const WIDTH = 320;

interface Shown {
  readonly at: HTMLElement;
  readonly meaning: FieldMeaning;
}

/**
 * Tells what the fields in it mean, beside the form, so that nothing in it moves or is hidden: of the field that has the focus, and of that
 * on which the pointer rests. Escape puts it away. What they mean is fetched with the first form; without it nothing is told.
 */
export function Meanings({ owner, children }: { readonly owner: Owner | undefined; readonly children: ReactNode }) {
  const told = useMeaningAt();
  const [shown, setShown] = useState<Shown>();
  const rest = useRef<number>(undefined);
  const tell: TellMeaning = (path, other = owner) => other && told?.(other, path);
  const look = (target: EventTarget): Shown | undefined => {
    const at = target instanceof Element ? target.closest<HTMLElement>('[data-about]') : null;
    if (at === null) return undefined;
    const { path, owner: other } = JSON.parse(at.dataset['about'] ?? '') as Asked;
    const meaning = tell(path, other);
    return meaning && { at, meaning };
  };
  const hide = (): void => {
    window.clearTimeout(rest.current);
    setShown(undefined);
  };
  const restOn = (next: Shown | undefined): void => {
    window.clearTimeout(rest.current);
    rest.current = window.setTimeout(() => setShown(next), REST);
  };
  useEffect(() => () => window.clearTimeout(rest.current), []);
  return (
    <TellProvider value={tell}>
      {/* What is told is told of the controls in it, and they describe themselves. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className="contents"
        onPointerOver={({ target, pointerType }) => {
          if (pointerType !== 'touch') restOn(look(target));
        }}
        onPointerLeave={() => restOn(look(document.activeElement ?? document.body))}
        onFocus={({ target }) => {
          window.clearTimeout(rest.current);
          setShown(look(target));
        }}
        onBlur={hide}
        onKeyDown={({ key }) => {
          if (key === 'Escape') hide();
        }}
      >
        {children}
      </div>
      {shown?.at.isConnected === true && <Tip {...shown} />}
    </TellProvider>
  );
}

/** Says what fields mean, once that is fetched. */
function useMeaningAt() {
  const words = usePageWords();
  const [told, setTold] = useState<{ readonly at: (owner: Owner, path: Asked['path']) => FieldMeaning | undefined }>();
  useEffect(() => {
    let isHere = true;
    fetchPart(
      'meanings',
      withWords(words, () => import('../../../../simulation/views/field-meaning.ts'), ['editor']),
    ).then(
      ({ meaningAt }) => {
        const said = words.of('fieldMeanings');
        if (isHere) setTold({ at: (owner, path) => meaningAt(said, owner, path) });
      },
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [words]);
  return told?.at;
}

function Tip({ at, meaning: { title, text, source } }: Shown) {
  const [, scrolled] = useState(0);
  useEffect(() => {
    const follow = (): void => scrolled((count) => count + 1);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', follow, { capture: true });
  }, []);
  return createPortal(
    <div
      role="tooltip"
      style={placeBeside(at)}
      className="pointer-events-none fixed z-50 flex flex-col gap-1 rounded-md border border-line-strong bg-raised px-3 py-2 text-small text-ink shadow-lg print:hidden"
    >
      <p className="font-mono break-words">{title}</p>
      {text !== '' && <p>{text}</p>}
      {source !== undefined && <p className="text-muted">{source}</p>}
    </div>,
    document.body,
  );
}

/** Left of the form; where there is no room, above or below the field. */
function placeBeside(at: HTMLElement): CSSProperties {
  const field = at.getBoundingClientRect();
  const form = at.closest('[data-region="inspector"]')?.getBoundingClientRect() ?? field;
  const { innerWidth, innerHeight } = window;
  const isLow = field.top > innerHeight / 2;
  if (form.left >= WIDTH)
    return {
      right: innerWidth - form.left + 8,
      maxWidth: WIDTH - 16,
      ...(isLow ? { bottom: Math.max(innerHeight - field.bottom, 8) } : { top: Math.max(field.top, 8) }),
    };
  return {
    left: Math.max(Math.min(field.left, innerWidth - WIDTH), 8),
    maxWidth: Math.min(WIDTH, innerWidth) - 16,
    ...(isLow ? { bottom: innerHeight - field.top + 4 } : { top: field.bottom + 4 }),
  };
}
