import { Download } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { PaneFooter } from './PaneFooter.tsx';
import { useCopy } from '../../ui/copying/use-copy.ts';
import { useMade } from './use-made.ts';

/** A walk as text, or why there is none to tell of. */
export interface WalkText {
  readonly name: string;
  readonly text: string;
  /** The link is too long to go along. */
  readonly lacksLink: boolean;
}

export interface WalkPaneProps {
  /** Undefined: no request has been sent. */
  readonly createText: () => Promise<WalkText | undefined>;
  readonly onDownload: (file: Pick<WalkText, 'name' | 'text'>) => void;
}

/** The walk as Markdown: for an incident or a pull request. */
export function WalkPane({ createText, onDownload }: WalkPaneProps) {
  const words = useWords('share').walk;
  const copying = useWords('copying');
  const made = useMade(createText);
  const walk = made.value;
  const { copied, copy } = useCopy(walk);
  const isNone = 'value' in made && walk === undefined;
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">{words.about}</p>
        {made.problem !== undefined && (
          <p role="alert" className="text-rejected">
            {words.couldNotBeMade(made.problem)}
          </p>
        )}
        {isNone ? (
          <p>{words.none}</p>
        ) : (
          <pre
            // Keyboards have to be able to scroll it.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="region"
            aria-label={words.text}
            className="h-72 shrink-0 overflow-auto rounded-md border border-line bg-paper px-3 py-2 text-small"
          >
            {walk?.text}
          </pre>
        )}
        <p role="status" className="text-small text-muted">
          {walk?.lacksLink === true && `${words.lacksLink} `}
          {copied === 'copied' && words.isCopied}
          {copied === 'refused' && copying.refused}
        </p>
      </div>
      <PaneFooter>
        <Button
          label={words.download}
          variant="outline"
          icon={<Download size={16} aria-hidden />}
          disabled={walk === undefined}
          onClick={() => walk && onDownload(walk)}
        />
        <CopyingButton
          variant="primary"
          label={words.copy}
          copied={copied}
          disabled={walk === undefined}
          onClick={() => walk && void copy(walk.text)}
        />
      </PaneFooter>
    </>
  );
}
