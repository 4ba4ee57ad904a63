import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/Button.tsx';

interface ChooseFilesProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onPick: (files: readonly File[]) => void;
}

/** Asks for files, or for text in their place. */
export function ChooseFiles({ text, onText, onPick }: ChooseFilesProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-col gap-3 px-6 py-4">
      <p className="text-muted">
        Kubernetes manifests in YAML or JSON, the output of <code>kubectl get … -o yaml</code>, or a packetwalk scenario
        file. They are read in this page and sent nowhere. Files can also be dropped anywhere on the page.
      </p>
      <div>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files"
          accept=".yaml,.yml,.json,.txt"
          onChange={(event) => onPick([...(event.currentTarget.files ?? [])])}
        />
        <Button
          label="Choose files"
          variant="outline"
          icon={<FileUp size={16} aria-hidden />}
          onClick={() => picker.current?.click()}
        />
      </div>
      <label className="flex flex-col gap-1 text-small text-muted">
        Or paste text
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
