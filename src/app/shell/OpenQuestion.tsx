import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Question } from '../opening/page-store.ts';

interface OpenQuestionProps {
  readonly question: Question;
  readonly onClose: () => void;
}

/** Asks before something else takes the place of unsaved work. Escape keeps the work. */
export function OpenQuestion({ question, onClose }: OpenQuestionProps) {
  const { what, holds, changed, answer } = question;
  return (
    <Dialog
      title={`Open ${what}?`}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button label="Keep mine" variant="outline" onClick={() => answer(false)} />
          <Button label={`Open ${what}`} variant="primary" onClick={() => answer(true)} />
        </>
      }
    >
      <p className="px-6 py-4">
        {holds}You have changes of your own in “{changed}”. Opening {what} puts them aside; Undo brings them back, and
        they stay in Your boards.
      </p>
    </Dialog>
  );
}
