import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useWords } from '../../ui/words.ts';
import { CopyButton, PaneFooter } from './PaneFooter.tsx';
import { LeftOut } from './LeftOut.tsx';
import { asReadOnly } from './link-forms.ts';
import type { ShareLink } from './share-link.ts';
import { useCopy } from './use-copy.ts';

const QrCode = lazyPart(
  { part: 'qrCode', place: 'panel', loading: <div className="size-48 shrink-0" /> },
  async () => (await import('./QrCode.tsx')).QrCode,
);

/** Characters of a link up to which a phone's camera reads its code from a screen. */
const MOST_SCANNED = 1200;

export interface LinkPaneProps {
  readonly link: ShareLink | undefined;
  readonly problem: string | undefined;
  readonly onDownload: () => void;
}

/** The link in a field that is selected, copied at once; how long it is, and what is in it. */
export function LinkPane({ link, problem, onDownload }: LinkPaneProps) {
  const words = useWords('share');
  const [readOnly, setReadOnly] = useState(false);
  const url = link === undefined ? '' : readOnly ? asReadOnly(link.url) : link.url;
  const { field, copied, copy } = useField(url);
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">
          {link !== undefined && `${words.about[link.form]} `}
          {words.nothingIsSent}
        </p>
        {problem !== undefined && (
          <p role="alert" className="text-rejected">
            {words.couldNotBeMade(problem)}
          </p>
        )}
        <textarea
          ref={field}
          readOnly
          rows={link === undefined || url.length > 200 ? 4 : 3}
          aria-label={words.link}
          value={url}
          className="w-full shrink-0 resize-none rounded-md border border-line-strong bg-paper px-3 py-2 font-mono text-small break-all text-ink"
          onFocus={(event) => event.currentTarget.select()}
        />
        <label className="flex items-start gap-2 text-small">
          <input
            type="checkbox"
            checked={readOnly}
            onChange={(event) => setReadOnly(event.target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="text-pretty">{words.readOnly}</span>
        </label>
        <p role="status" className="text-small text-muted">
          {link === undefined
            ? problem === undefined && words.isBeingMade
            : (link.risk === undefined ? words.isShort : words.isLong[link.risk])(url.length)}
          {copied === 'copied' && ` ${words.isCopied}`}
          {copied === 'refused' && ` ${words.isSelected}`}
        </p>
        {link !== undefined && (
          <div className="flex flex-col gap-x-6 gap-y-3 sm:flex-row sm:items-start">
            {url.length <= MOST_SCANNED && <QrCode text={url} shows={url} />}
            <LeftOut report={link.report} />
          </div>
        )}
      </div>
      <PaneFooter>
        <p id="about-file" className="min-w-48 flex-1 text-small text-pretty text-muted">
          {words.aboutFile}
        </p>
        <Button
          label={words.downloadFile}
          variant="outline"
          icon={<Download size={16} aria-hidden />}
          aria-describedby="about-file"
          onClick={onDownload}
        />
        <CopyButton label={words.copy} copied={copied} disabled={link === undefined} onCopy={copy} />
      </PaneFooter>
    </>
  );
}

/** A field that is selected and copied when there is something in it. */
function useField(url: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { copied, copy, note } = useCopy(url);
  const first = useRef(true);
  useEffect(() => {
    if (url === '' || !first.current) return;
    first.current = false;
    field.current?.select();
    // A browser that wants a click for it gets one: the button stays.
    navigator.clipboard?.writeText(url).then(
      () => note('copied'),
      () => undefined,
    );
  }, [url, note]);
  const copyIt = (): void => {
    field.current?.select();
    void copy(url);
  };
  return { field, copied, copy: copyIt };
}
