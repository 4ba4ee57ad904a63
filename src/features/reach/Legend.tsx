import type { ReactNode } from 'react';
import { CellMark } from './CellMark.tsx';
import { useWords } from '../../ui/words.ts';

/** What the shapes stand for. */
export function Legend({ compared }: { readonly compared: boolean }) {
  const words = useWords('reach');
  return (
    <footer className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-6 py-2 text-muted">
      <Entry text={words.legend.all}>
        <CellMark state="all" />
      </Entry>
      <Entry text={words.legend.some}>
        <CellMark state="some" />
      </Entry>
      <Entry text={words.legend.none}>
        <CellMark state="none" />
      </Entry>
      {compared && (
        <>
          <Entry text={words.legend.added}>
            <CellMark state="all" change="added" />
          </Entry>
          <Entry text={words.legend.removed}>
            <CellMark state="none" change="removed" />
          </Entry>
          <Entry text={words.legend.changed}>
            <CellMark state="some" change="changed" />
          </Entry>
        </>
      )}
      <span className="text-pretty text-faint">{words.legend.about}</span>
    </footer>
  );
}

function Entry({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1">
      {children}
      {text}
    </span>
  );
}
