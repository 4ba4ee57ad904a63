import { Wrench } from 'lucide-react';
import { useMemo } from 'react';
import type { Outcome } from '../../../engine/outcomes.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { formatObjectRef, objectKey } from '../../../engine/objects.ts';
import { formatPath } from '../../../engine/text.ts';
import { Button } from '../../../ui/Button.tsx';
import { WithCommands } from '../../../ui/copying/WithCommands.tsx';
import { useWords } from '../../../ui/words.ts';
import { applyFix, canApply } from '../../../simulation/apply-fix.ts';

/** Which object and field made the request fail, and the change that repairs it, which stays in sight while the rest is scrolled. */
export function CauseAndFix({ cause: found }: { readonly cause: NonNullable<Outcome['cause']> }) {
  const request = usePlayback((state) => state.request);
  const router = useDocument((state) => state.router);
  // Only a change that helps is offered.
  const cause = useMemo(
    () => (request === undefined ? found : router.tryFix(request, found)),
    [router, request, found],
  );
  const words = useWords('walkDetail');
  const { document, playback, view } = useSimulation();
  const narrator = useDocument((state) => state.narrator);
  const { cluster } = router;
  const readOnly = useView((state) => state.readOnly);
  const { object, path, fix } = cause;
  const to = fix?.to;
  const applicable = !readOnly && fix !== undefined && (to !== undefined || canApply(cluster, fix));
  return (
    <div className="flex min-h-0 gap-2 border-l-2 border-rejected pl-3 md:flex-col">
      <dl
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="grid min-h-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 overflow-y-auto text-small focus-visible:-outline-offset-2 md:flex-initial"
      >
        {object !== undefined && (
          <>
            <dt className="text-muted">{words.cause.object}</dt>
            <dd>
              <button
                type="button"
                className="text-left break-all text-accent underline underline-offset-2"
                onClick={() => view.getState().select(objectKey(object))}
              >
                {formatObjectRef(object)}
              </button>
            </dd>
          </>
        )}
        {path !== undefined && path.length > 0 && (
          <>
            <dt className="text-muted">{words.cause.field}</dt>
            <dd className="font-mono break-all text-ink">{formatPath(path)}</dd>
          </>
        )}
        <dt className="text-muted">{fix === undefined ? words.cause.toDo : words.cause.fix}</dt>
        <dd className="break-words text-ink">
          <WithCommands text={fix === undefined ? words.cause.whatToDo[cause.code] : narrator.fix(fix)} />
        </dd>
        <dt className="text-muted">{words.cause.code}</dt>
        <dd className="self-center font-mono break-words text-muted select-all">
          {cause.code.split('_').map((word, index) => [
            index === 0 ? '' : '_',
            // oxlint-disable-next-line react/no-array-index-key
            <wbr key={index} />,
            word,
          ])}
        </dd>
      </dl>
      {applicable && (
        <Button
          label={words.cause.applyFix}
          variant="primary"
          icon={<Wrench size={14} aria-hidden />}
          className="shrink-0 self-start"
          onClick={({ currentTarget }) => {
            // The button goes with the cause it repairs: the focus must not.
            currentTarget.closest<HTMLElement>('[data-region="walk"]')?.focus();
            if (to !== undefined && request !== undefined) {
              playback.getState().send({ ...request, to });
              return;
            }
            const edit = { code: 'FIX', detail: fix.object === undefined ? {} : { object: fix.object } } as const;
            const undo = document.getState().edit(edit, (current) => applyFix(current, cluster, fix));
            view.getState().toast({ tone: 'success', text: narrator.fix(fix), undo });
          }}
        />
      )}
    </div>
  );
}
