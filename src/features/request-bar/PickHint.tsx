import { Crosshair } from 'lucide-react';
import { useView } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';

/** What to choose on the canvas while a request is filled in from there. */
export function PickHint() {
  const words = useWords('requests').picking;
  const picking = useView((state) => state.picking);
  if (picking === undefined) return null;
  return (
    <p className="flex items-center gap-2 rounded border border-accent bg-raised px-3 py-1 text-small text-ink">
      <Crosshair size={16} aria-hidden className="shrink-0 text-accent" />
      {words[picking]}
    </p>
  );
}
