import { ArrowRight, Undo2, X } from 'lucide-react';
import { sendRequest } from './send-request.ts';
import { sayEdit } from '../../simulation/stores/edit-details.ts';
import type { ChangedRequest } from '../../simulation/requests/standings.ts';
import { requestKey } from '../../simulation/requests/request-key.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { callRequest } from './short-request.ts';
import { GoingMark } from './GoingMark.tsx';
import { useSayStanding } from './use-say-standing.ts';
import { useStandings } from './use-standings.ts';

/** Which requests the last edit made end otherwise: before and after, and why. Stays until it is dismissed or something else is edited; not while a question is open, or anything that one builds with. */
export function WhatChanged() {
  const words = useWords('requests').changed;
  const edits = useWords('edits');
  const { document } = useSimulation();
  const changed = useStandings((state) => state.changed);
  const dismiss = useStandings((state) => state.dismiss);
  const isLast = useDocument(({ past }) => past.at(-1) === changed?.step);
  const yields = useView((state) => state.asking || state.build !== undefined);
  if (changed === undefined || yields) return null;
  const { step, requests } = changed;
  return (
    <section
      data-over-board
      data-what-changed
      className="pointer-events-auto flex max-h-[45dvh] w-full max-w-xl flex-col rounded-md border border-line-strong bg-raised text-small shadow-lg"
    >
      <header className="flex flex-wrap items-center gap-x-2 border-b border-line pr-1 pl-4">
        <span className="min-w-0 flex-1 basis-40 py-1 font-semibold break-words">
          {words.title(sayEdit(step.edit, edits), requests.length)}
        </span>
        {isLast && (
          <Button
            label={words.undo}
            icon={<Undo2 size={16} aria-hidden />}
            className="font-semibold text-accent!"
            onClick={() => document.getState().undo()}
          />
        )}
        <IconButton label={words.dismiss} icon={<X size={16} aria-hidden />} onClick={dismiss} />
      </header>
      <ul className="min-h-0 overflow-y-auto py-1">
        {requests.map((each) => (
          <Changed key={requestKey(each.request)} {...each} />
        ))}
      </ul>
    </section>
  );
}

function Changed({ request, before, after }: ChangedRequest) {
  const words = useWords('requests');
  const sayStanding = useSayStanding();
  const simulation = useSimulation();
  const called = callRequest(request);
  return (
    <li className="flex items-start gap-2 px-4 py-1">
      <div className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-mono break-all">{called}</span>
          <GoingMark standing={before} />
          <ArrowRight size={14} aria-hidden className="text-muted" />
          <GoingMark standing={after} />
        </span>
        {before.going !== 'arrives' && (
          <p className="text-pretty break-words text-muted">{words.changed.before(sayStanding(before))}</p>
        )}
        <p className="text-pretty break-words text-ink">{sayStanding(after)}</p>
      </div>
      <Button
        label={words.changed.look}
        aria-label={words.changed.lookAt(called)}
        variant="outline"
        onClick={() => sendRequest(simulation, request)}
      />
    </li>
  );
}
