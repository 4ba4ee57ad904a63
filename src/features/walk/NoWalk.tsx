import { Crosshair } from 'lucide-react';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** Instead of a walk: how to ask for one, or what is wrong with the request. */
export function NoWalk() {
  const words = useWords('walkDetail');
  const narrator = useDocument((state) => state.narrator);
  const error = usePlayback((state) => state.error);
  const pick = useView((state) => state.pick);
  return (
    <div className="flex flex-1 flex-col justify-center gap-2 px-6 py-8 text-small text-muted">
      {error === undefined ? (
        <>
          <p className="text-body text-ink">{words.noWalk.title}</p>
          <p>{words.noWalk.where}</p>
          <p>{words.noWalk.send}</p>
          <Button
            label={words.noWalk.pick}
            variant="outline"
            icon={<Crosshair size={16} aria-hidden />}
            className="self-start"
            onClick={() => pick('from')}
          />
        </>
      ) : (
        <>
          <p className="text-body text-rejected">{words.noWalk.cannot}</p>
          <p className="break-words text-ink">{narrator.requestError(error)}</p>
          <p>{words.noWalk.expected}</p>
          <p className="font-mono break-all select-all">{error.code}</p>
        </>
      )}
    </div>
  );
}
