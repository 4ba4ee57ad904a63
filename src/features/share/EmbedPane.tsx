import { useRef } from 'react';
import { useWords } from '../../ui/words.ts';
import { CopyButton, PaneFooter } from './PaneFooter.tsx';
import { embedSnippet } from './link-forms.ts';
import type { ShareLink } from './share-link.ts';
import { useCopy } from './use-copy.ts';

export interface EmbedPaneProps {
  readonly link: ShareLink | undefined;
  readonly problem: string | undefined;
  readonly title: string;
}

/** What puts the board into another page. */
export function EmbedPane({ link, problem, title }: EmbedPaneProps) {
  const words = useWords('share');
  const field = useRef<HTMLTextAreaElement>(null);
  const snippet = link === undefined ? '' : embedSnippet(link.url, title);
  const { copied, copy } = useCopy(snippet);
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">{words.embed.about}</p>
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            {words.couldNotBeMade(problem)}
          </p>
        )}
        <textarea
          ref={field}
          readOnly
          rows={5}
          aria-label={words.embed.snippet}
          value={snippet}
          className="w-full shrink-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all text-ink"
          onFocus={(event) => event.currentTarget.select()}
        />
        <p role="status" className="text-small text-muted">
          {link === undefined && problem === undefined && words.isBeingMade}
          {copied === 'copied' && words.isCopied}
          {copied === 'refused' && words.embed.isSelected}
        </p>
      </div>
      <PaneFooter>
        <CopyButton
          label={words.embed.copy}
          copied={copied}
          disabled={link === undefined}
          onCopy={() => {
            field.current?.select();
            void copy(snippet);
          }}
        />
      </PaneFooter>
    </>
  );
}
