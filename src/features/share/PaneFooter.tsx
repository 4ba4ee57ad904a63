import type { ReactNode } from 'react';

/** The buttons below what is shared, in sight however far one scrolls. */
export function PaneFooter({ children }: { readonly children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-6 py-3">
      {children}
    </footer>
  );
}
