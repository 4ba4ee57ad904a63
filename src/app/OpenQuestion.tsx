import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import type { Question } from './page-store.ts';

interface OpenQuestionProps {
  readonly question: Question;
  readonly onClose: () => void;
}

/** Asks before something else takes the place of unsaved work. Escape keeps the work. */
export function OpenQuestion({ question, onClose }: OpenQuestionProps) {
  const { title, text, keep, replace, answer } = question;
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
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
