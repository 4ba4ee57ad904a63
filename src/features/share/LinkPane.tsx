import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useWords } from '../../ui/words.ts';
import { CopyingButton } from '../../ui/copying/CopyButton.tsx';
import { PaneFooter } from './PaneFooter.tsx';
import { LeftOut } from './LeftOut.tsx';
import { asReadOnly } from './link-forms.ts';
import type { ShareLink } from './share-link.ts';
import { TakenText } from './TakenText.tsx';
import { useTakenText } from './use-taken-text.ts';

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
  const { field, copied, take } = useLinkText(url);
  return (
    <>
      <div className="flex flex-col gap-3 px-6 py-4">
        <p className="text-pretty text-muted">
          {link !== undefined && `${words.about[link.form]} `}
          {words.nothingIsSent}
        </p>
        <TakenText
          field={field}
          label={words.link}
          rows={link === undefined || url.length > 200 ? 4 : 3}
          text={url}
          problem={problem}
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
        <CopyingButton
          variant="primary"
          label={words.copy}
          copied={copied}
          disabled={link === undefined}
          onClick={take}
        />
      </PaneFooter>
    </>
  );
}

/** The link in its field: selected, and copied, as soon as it is there. */
function useLinkText(url: string) {
  const taken = useTakenText(url);
  const { field, note } = taken;
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
  }, [url, field, note]);
  return taken;
}
