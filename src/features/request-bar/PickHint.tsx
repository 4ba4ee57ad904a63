import { Crosshair } from 'lucide-react';
import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** What to choose on the canvas while a request is filled in from there. */
export function PickHint() {
  const words = useWords('requests').picking;
  const picking = useView((state) => state.picking);
  const pick = useView((state) => state.pick);
  if (picking === undefined) return null;
  return (
    <div className="pointer-events-auto flex items-center gap-2 rounded border border-accent bg-raised py-0.5 pr-1 pl-3 text-small text-ink">
      <Crosshair size={16} aria-hidden className="shrink-0 text-accent" />
      <p>{words[picking]}</p>
      <Button label={words.cancel} shortcut="Escape" onClick={() => pick(undefined)} />
    </div>
  );
}
