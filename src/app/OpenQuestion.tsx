import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import type { PageStore } from './page-store.ts';

/** Asks before something else takes the place of unsaved work. Escape keeps the work. */
export function OpenQuestion({ page }: { readonly page: PageStore }) {
  const question = useStore(page, (state) => state.question);
  if (question === undefined) return null;
  const { title, text, keep, replace, answer } = question;
  return (
    <Dialog
      title={title}
      size="small"
      onClose={() => answer(false)}
      footer={
        <>
          <Button label={keep} variant="outline" onClick={() => answer(false)} />
          <Button label={replace} variant="primary" onClick={() => answer(true)} />
        </>
      }
    >
      <p className="px-6 py-4">{text}</p>
    </Dialog>
  );
}
