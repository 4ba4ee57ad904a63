import type { ReactNode } from 'react';
import { CellMark } from './CellMark.tsx';

/** What the shapes stand for. */
export function Legend({ compared }: { readonly compared: boolean }) {
  return (
    <footer className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-6 py-2 text-muted">
      <Entry text="every port">
        <CellMark state="all" />
      </Entry>
      <Entry text="some ports">
        <CellMark state="some" />
      </Entry>
      <Entry text="no port">
        <CellMark state="none" />
      </Entry>
      {compared && (
        <>
          <Entry text="added">
            <CellMark state="all" change="added" />
          </Entry>
          <Entry text="removed">
            <CellMark state="none" change="removed" />
          </Entry>
          <Entry text="changed">
            <CellMark state="some" change="changed" />
          </Entry>
        </>
      )}
      <span className="text-pretty text-faint max-md:hidden">
        What policies allow. Whether something answers there, a walk shows.
      </span>
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
