import { ListOrdered, Pause, Play, SkipBack, SkipForward, SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { ChangeChart } from './ChangeChart.tsx';
import { DelayPanel } from './DelayPanel.tsx';
import { EventList } from './EventList.tsx';
import { seconds } from './event-words.ts';
import { NowWords } from './NowWords.tsx';
import { QuickChanges } from './QuickChanges.tsx';
import { StreamLine } from './StreamLine.tsx';

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

/** What follows from a change, on a line of time, and how requests fare meanwhile. */
export function ChangePanel({ session }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const shown = useView((state) => state.panel);
  const look = useView((state) => state.look);
  const setShown = useCallback((panel: typeof shown) => look({ panel }), [look]);
  const part = useView((state) => state.part);
  const isTold = useDocument((state) => state.document.story[part]?.timeline !== undefined);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = section.current;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || shown === undefined) return;
      event.preventDefault();
      element?.querySelector<HTMLElement>('button[aria-pressed="true"]')?.focus();
      setShown(undefined);
    };
    element?.addEventListener('keydown', close);
    return () => element?.removeEventListener('keydown', close);
  }, [shown, setShown]);
  const open = useStore(session.changes, (state) => state.open);
  useEffect(() => {
    // What it was started with has gone; that of a story came by itself.
    if (!isTold && document.activeElement === document.body) section.current?.focus();
  }, [isTold]);
  if (open === undefined) return null;
  const toggle = (what: 'delays' | 'events') => () => setShown(shown === what ? undefined : what);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={words.title}
      data-region="timeline"
      className={`relative focus-visible:-outline-offset-2 flex max-h-[46dvh] ${isTold ? 'xl:max-h-[max(25dvh,14rem)]' : 'xl:max-h-[max(27dvh,15rem)]'} shrink-0 flex-col border-t border-line bg-surface`}
    >
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1 px-3 pt-2 md:px-4">
        <Controls session={session} />
        <NowWords session={session} />
        <div className="ml-auto flex items-center gap-1">
          <Speed session={session} />
          <IconButton
            label={words.events}
            icon={<ListOrdered size={18} aria-hidden />}
            aria-pressed={shown === 'events'}
            onClick={toggle('events')}
          />
          <IconButton
            label={words.delays}
            icon={<SlidersHorizontal size={18} aria-hidden />}
            aria-pressed={shown === 'delays'}
            onClick={toggle('delays')}
          />
          <Ending session={session} />
        </div>
      </div>
      {shown !== undefined && (
        <div className="absolute right-3 bottom-full z-20 mb-2 max-h-[40dvh] max-md:max-h-[30dvh] [@media(max-height:820px)]:max-h-[30dvh] w-[min(56rem,calc(100%-1.5rem))] overflow-y-auto rounded-md border border-line-strong bg-raised">
          {shown === 'delays' ? <DelayPanel session={session} /> : <EventList session={session} />}
        </div>
      )}
      <ChangeChart session={session} open={open} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pb-2 md:px-4">
        <StreamLine session={session} />
        <QuickChanges session={session} />
        <Legend />
      </div>
      <p className="sr-only">{words.count(open.timeline.events.length, seconds(open.timeline.duration))}</p>
    </section>
  );
}

function Legend() {
  const words = useWords('changes');
  return (
    <p className="ml-auto flex items-center gap-2 text-small text-faint max-lg:hidden">
      <span aria-hidden className="h-3 w-4 bg-rejected-soft" />
      {words.gap}
    </p>
  );
}

function Controls({ session: { changes } }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const playing = useStore(changes, (state) => state.playing);
  const { stepEvent, toggle } = changes.getState();
  return (
    <div className="flex items-center" role="group" aria-label={words.playback}>
      <IconButton label={words.previous} icon={<SkipBack size={16} aria-hidden />} onClick={() => stepEvent(-1)} />
      <IconButton
        label={playing ? words.pause : words.play}
        shortcut="T"
        icon={playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden className="translate-x-px" />}
        onClick={toggle}
      />
      <IconButton label={words.next} icon={<SkipForward size={16} aria-hidden />} onClick={() => stepEvent(1)} />
    </div>
  );
}

function Speed({ session: { changes } }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const speed = useStore(changes, (state) => state.speed);
  return (
    <select
      aria-label={words.speed}
      className="h-8 rounded-md border border-line-strong bg-surface px-1 text-small text-ink hover:border-ink max-sm:hidden pointer-coarse:h-10"
      value={speed}
      onChange={(event) => changes.getState().setSpeed(Number(event.target.value))}
    >
      {SPEEDS.map((value) => (
        <option key={value} value={value}>
          {value}×
        </option>
      ))}
    </select>
  );
}

/** By keyboard: to the button that starts the next timeline, once it is there again. */
function focusStart(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-region="canvas"] [data-part="happen"]')?.focus(),
  );
}

function Ending({ session }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const readOnly = useView((state) => state.readOnly);
  return (
    <>
      <Button
        label={words.discard}
        hint={words.aboutDiscarding}
        onClick={({ detail }) => {
          session.discard();
          if (detail === 0) focusStart();
        }}
      />
      {!readOnly && (
        <Button
          label={words.keep}
          variant="outline"
          hint={words.aboutKeeping}
          onClick={({ detail }) => {
            session.keep();
            if (detail === 0) focusStart();
          }}
        />
      )}
    </>
  );
}
