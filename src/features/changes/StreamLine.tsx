import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Cause } from '../../engine/outcomes.ts';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { applyFix } from '../../engine/changes.ts';
import { useHeldBack } from '../../simulation/challenge/held-back.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { countTraffic } from '../../simulation/changes/traffic-store.ts';
import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** Of what is unfolded, the failure that is explained: its code follows. */
const CAUSE = 'cause/';
const RATES = [1, 2, 5, 10, 20] as const;

/** The stream of requests in numbers: how many arrive, why the others do not, and what would help. */
export function StreamLine({ session }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const { traffic } = session;
  const request = useStore(traffic, (state) => state.request);
  const results = useStore(traffic, (state) => state.results);
  const causes = useStore(traffic, (state) => state.causes);
  const unfolded = useView((state) => state.unfolded);
  const fold = useView((state) => state.fold);
  const narrator = useDocument((state) => state.narrator);
  const isHeldBack = useHeldBack();
  const time = useTime(session);
  if (request === undefined) return <p className="text-small text-muted">{words.stream.sendFirst}</p>;
  const read = unfolded.find((name) => name.startsWith(CAUSE))?.slice(CAUSE.length);
  const { sent, failed } = countTraffic(results, time);
  const all = countTraffic(results);
  const asked = read === undefined ? undefined : causes.get(read);
  const helpful =
    asked?.fix === undefined
      ? all.causes.map(([code]) => causes.get(code)).find((cause) => cause?.fix !== undefined)
      : asked;
  return (
    <div className="contents text-small">
      <Rate session={session} />
      <span className="text-ink" role="status" aria-label={words.stream.successRate}>
        <span className="font-semibold">{percent(sent, failed)}</span> {words.stream.succeeded(sent)}
      </span>
      {all.failed > 0 && <span className="text-muted">{words.stream.fail(all.failed)}</span>}
      {(isHeldBack ? [] : all.causes).map(([code, count]) => (
        <button
          key={code}
          type="button"
          aria-expanded={code === read}
          disabled={!causes.has(code)}
          className="group inline-flex items-center gap-2 rounded text-rejected pointer-coarse:min-h-10"
          onClick={() => {
            if (read !== undefined) fold(CAUSE + read, false);
            if (code !== read) fold(CAUSE + code, true);
          }}
        >
          <span className="font-mono underline decoration-dotted underline-offset-2 group-disabled:no-underline">
            {code === '' ? words.stream.failed : code}
          </span>
          {count}
        </button>
      ))}
      {helpful !== undefined && !isHeldBack && <Help cause={helpful} />}
      {read !== undefined && !isHeldBack && (
        <p className="w-full text-pretty break-words text-ink">
          {asked && explain(asked, narrator, words.stream.whatToDo)}
        </p>
      )}
    </div>
  );
}

/** Why they fail, and what to do where no change of a field helps. */
function explain(cause: Cause, narrator: Narrator, whatToDo: RoomWords['changes']['stream']['whatToDo']): string {
  const said = narrator.cause(cause);
  return cause.fix === undefined ? `${said} ${whatToDo[cause.code]}` : said;
}

/** Milliseconds between two counts: the numbers follow the cursor, not every frame of it. */
const EVERY = 250;

/** The time at the cursor, now and then. */
function useTime({ changes }: ChangeSession): number {
  const [time, setTime] = useState(() => changes.getState().time());
  const playing = useStore(changes, (state) => state.playing);
  useEffect(() => {
    const look = (): void => setTime(changes.getState().time());
    look();
    const timer = playing ? setInterval(look, EVERY) : undefined;
    const stop = playing ? undefined : changes.subscribe(look);
    return () => {
      clearInterval(timer);
      stop?.();
    };
  }, [changes, playing]);
  return time;
}

function percent(sent: number, failed: number): string {
  if (sent === 0) return '–';
  const rate = ((sent - failed) / sent) * 100;
  return `${failed === 0 ? '100' : Math.min(rate, 99.9).toFixed(1)} %`;
}

function Rate({ session: { traffic } }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const rate = useStore(traffic, (state) => state.rate);
  return (
    <select
      aria-label={words.stream.rate}
      className="h-8 rounded-md border border-line-strong bg-surface px-1 text-small text-ink hover:border-ink pointer-coarse:h-10"
      value={rate}
      onChange={(event) => traffic.getState().setRate(Number(event.target.value))}
    >
      {RATES.map((value) => (
        <option key={value} value={value}>
          {value}/s
        </option>
      ))}
    </select>
  );
}

function Help({ cause: { fix } }: { readonly cause: Cause }) {
  const words = useWords('changes');
  const { document } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const narrator = useDocument((state) => state.narrator);
  if (fix === undefined) return null;
  const said = narrator.fix(fix);
  const apply = (): void =>
    void document.getState().edit({ code: 'FIX', detail: fix.object ? { object: fix.object } : {} }, (current) => {
      const objects = applyFix(current.objects, fix);
      return objects.every((object, index) => object === current.objects[index]) ? current : { ...current, objects };
    });
  return (
    <span className="flex min-w-0 items-center gap-2 text-muted">
      <span className="min-w-0">{said}</span>
      {!readOnly && fix.path !== undefined && (
        <Button
          label={words.stream.apply}
          variant="outline"
          hint={said}
          aria-label={words.stream.applyFix(said)}
          onClick={apply}
        />
      )}
    </span>
  );
}
