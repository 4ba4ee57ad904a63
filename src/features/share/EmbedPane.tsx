import { useWords } from '../../ui/words.ts';
import { CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { PaneFooter } from './PaneFooter.tsx';
import { embedSnippet } from './link-forms.ts';
import type { ShareLink } from './share-link.ts';
import { TakenText } from './TakenText.tsx';
import { useTakenText } from './use-taken-text.ts';

export interface EmbedPaneProps {
  readonly link: ShareLink | undefined;
  readonly problem: string | undefined;
  readonly title: string;
}

/** What puts the board into another page. */
export function EmbedPane({ link, problem, title }: EmbedPaneProps) {
  const words = useWords('share');
  const snippet = link === undefined ? '' : embedSnippet(link.url, title);
  const { field, copied, take } = useTakenText(snippet);
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">{words.embed.about}</p>
        <TakenText field={field} label={words.embed.snippet} rows={5} text={snippet} problem={problem} />
        <p role="status" className="text-small text-muted">
          {link === undefined && problem === undefined && words.isBeingMade}
          {copied === 'copied' && words.isCopied}
          {copied === 'refused' && words.embed.isSelected}
        </p>
      </div>
      <PaneFooter>
        <CopyingButton
          variant="primary"
          label={words.embed.copy}
          copied={copied}
          disabled={link === undefined}
          onClick={take}
        />
      </PaneFooter>
    </>
  );
}
