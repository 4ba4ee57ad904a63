import { Said } from '../../ui/Said.tsx';
import { FileUp } from 'lucide-react';
import { FileButton } from '../../ui/FileButton.tsx';
import { useWords } from '../../ui/words.ts';

interface ChooseFilesProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onPick: (files: readonly File[]) => void;
}

/** Asks for files, or for text in their place. */
export function ChooseFiles({ text, onText, onPick }: ChooseFilesProps) {
  const words = useWords('files');
  return (
    <div className="flex flex-col gap-3 px-6 py-4">
      <p className="text-muted">
        <Said parts={words.choose.about((text) => <code>{text}</code>)} />
      </p>
      <div>
        <FileButton
          label={words.choose.chooseFiles}
          field={words.choose.files}
          variant="outline"
          icon={<FileUp size={16} aria-hidden />}
          accept=".yaml,.yml,.json,.txt,.png,.svg"
          multiple
          onFiles={onPick}
        />
      </div>
      <label className="flex flex-col gap-1 text-small text-muted">
        {words.choose.orPaste}
        <textarea
          rows={10}
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          className="w-full rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small text-ink"
        />
      </label>
    </div>
  );
}
