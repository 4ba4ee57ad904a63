import { useWords } from '../../ui/words.ts';

/** Over a page that is read-only because another page holds it in a frame. */
export function FrameNotice() {
  const words = useWords('opening').frame;
  return (
    <p className="flex flex-wrap gap-x-2 border-b border-line bg-sunken px-3 py-1 text-small text-muted sm:px-6">
      {words.readOnly}
      <a
        className="text-accent underline underline-offset-2"
        href={window.location.href}
        target="_blank"
        rel="noopener noreferrer"
      >
        {words.openInTab}
      </a>
    </p>
  );
}
