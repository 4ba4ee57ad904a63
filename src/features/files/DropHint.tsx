import { useWords } from '../../ui/words.ts';

/** What would happen to files that are over the page. */
export function DropHint() {
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-paper/85 p-4">
      <div className="flex size-full items-center justify-center rounded-lg border-2 border-dashed border-accent">
        <p className="text-title">{useWords('files').dropHere}</p>
      </div>
    </div>
  );
}
