import { Check } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';

interface RenameFormProps {
  readonly title: string;
  readonly onDone: (title: string) => void;
}

/** A title to be written in its place: Enter keeps it, Escape leaves it as it was. */
export function RenameForm({ title, onDone }: RenameFormProps) {
  const words = useWords('gallery');
  const [text, setText] = useState(title);
  return (
    <form
      className="flex min-w-0 flex-1 items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim() === '' ? title : text.trim());
      }}
    >
      <input
        aria-label={words.board.title}
        value={text}
        maxLength={200}
        // The person asked for it just now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className="h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 pointer-coarse:h-10"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onDone(title);
        }}
      />
      <IconButton label={words.board.keepTitle} type="submit" icon={<Check size={16} aria-hidden />} />
    </form>
  );
}
