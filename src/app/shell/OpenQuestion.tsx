import { useWords } from '../../ui/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Question } from '../opening/page-store.ts';

interface OpenQuestionProps {
  readonly question: Question;
  readonly onClose: () => void;
}

/** Asks before something else takes the place of unsaved work. Escape keeps the work. */
export function OpenQuestion({ question, onClose }: OpenQuestionProps) {
  const words = useWords('opening').question;
  const { what, holds, changed, answer } = question;
  return (
    <Dialog
      title={words.title(what)}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button label={words.keepMine} variant="outline" onClick={() => answer(false)} />
          <Button label={words.open(what)} variant="primary" onClick={() => answer(true)} />
        </>
      }
    >
      <p className="px-6 py-4">
        {holds !== '' && `${holds} `}
        {words.changes(changed, what)}
      </p>
    </Dialog>
  );
}
