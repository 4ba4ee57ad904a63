import { useEffect, useState } from 'react';
import { formatSource } from '../../engine/requests.ts';
import { type ComparedSettings, putSettings } from '../../simulation/views/compare-walks.ts';
import type { Edit } from '../../simulation/stores/edit-details.ts';
import { sayEdit } from '../../simulation/stores/edit-details.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Code } from '../../ui/Code.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Said } from '../../ui/Said.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { ComparisonTable } from './ComparisonTable.tsx';
import { Networks } from './Networks.tsx';
import { RequestRows } from './RequestRows.tsx';
import { SideRows } from './SideRows.tsx';
import { firstSides, type KeptBoard, type KeptBoards, type Side, tellApart } from './sides.ts';
import { type SideWalk, useSide } from './use-side.ts';

export interface CompareProps {
  readonly boards: KeptBoards;
  readonly onClose: () => void;
}

/** What is compared: two walks step by step, or how requests end in several networks. */
const VIEWS = ['walks', 'networks'] as const;

/** Two walks side by side: what is the same, what is not, and what each costs; or the board in four networks. */
export function Compare({ boards, onClose }: CompareProps) {
  const words = useWords('compare');
  const request = usePlayback((state) => state.request);
  const [shown, setShown] = useState<(typeof VIEWS)[number]>('walks');
  return (
    <Dialog title={words.title} size="large" onClose={onClose}>
      {request === undefined ? (
        <p className="px-6 py-8 text-muted">{words.noRequest}</p>
      ) : (
        <div className="flex flex-col">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-6 py-3 text-small text-muted">
            <Segmented
              label={words.compared}
              value={shown}
              options={VIEWS.map((value) => ({ value, label: words.views[value] }))}
              onChange={setShown}
            />
            {shown === 'networks' ? (
              <p className="min-w-60 flex-1">{words.byNetwork.about}</p>
            ) : (
              <p className="min-w-60 flex-1">
                <Said
                  parts={words.about(
                    <Code text={formatSource(request.from)} className="text-ink" />,
                    <Code text={request.to} className="text-ink" />,
                  )}
                />
                <Ways />
              </p>
            )}
          </div>
          {shown === 'networks' ? <Networks /> : <Comparison boards={boards} />}
        </div>
      )}
    </Dialog>
  );
}

/** Where chance decides, which way is compared. */
function Ways() {
  const count = usePlayback((state) => state.result?.ways ?? state.result?.outcomes.length ?? 0);
  const words = useWords('compare');
  return count < 2 ? null : ` ${words.oneOfWays(count)}`;
}

function Comparison({ boards }: Pick<CompareProps, 'boards'>) {
  const mode = useDocument((state) => state.router.cluster.settings.proxyMode);
  const [sides, setSides] = useState<readonly [Side, Side]>(() => firstSides(mode));
  const kept = useKept(boards);
  const walks = [useSide(sides[0], boards), useSide(sides[1], boards)] as const;
  const change = (which: 0 | 1, side: Side): void => setSides(which === 0 ? [side, sides[1]] : [sides[0], side]);
  return (
    <ComparisonTable
      sides={[walkedOf(walks[0]), walkedOf(walks[1])]}
      headers={[
        <SideHead key="0" which={0} side={sides[0]} kept={kept} />,
        <SideHead key="1" which={1} side={sides[1]} kept={kept} />,
      ]}
      choices={<SideRows {...{ sides, walks, kept }} onChange={change} />}
      more={<Requests walks={walks} />}
    />
  );
}

/** The other requests of the board, where it has any. */
function Requests({ walks: [left, right] }: { readonly walks: readonly [SideWalk, SideWalk] }) {
  const requests = useDocument((state) => state.document.requests);
  const [one, other] = [left.router, right.router];
  if (one === undefined || other === undefined || requests.length < 2) return null;
  return <RequestRows routers={[one, other]} requests={requests} />;
}

function walkedOf({ walk, isGone }: SideWalk) {
  return isGone ? ({ ok: false, error: 'GONE' } as const) : walk;
}

function useKept(boards: KeptBoards): readonly KeptBoard[] {
  const { changed } = useWords('compare').boards;
  const [kept, setKept] = useState<readonly KeptBoard[]>([]);
  useEffect(() => {
    let gone = false;
    // Where they cannot be listed, the open board is what there is to compare.
    boards.list().then(
      (found) => !gone && setKept(tellApart(found, changed)),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [boards, changed]);
  return kept;
}

interface SideHeadProps {
  readonly which: 0 | 1;
  readonly side: Side;
  readonly kept: readonly KeptBoard[];
}

/** What a column shows, and the press that gives the open board its settings. */
function SideHead({ which, side: { board, settings }, kept }: SideHeadProps) {
  const words = useWords('compare');
  const edits = useWords('edits');
  const { document, view } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const scenario = useDocument((state) => state.document);
  const name =
    board.is === 'now'
      ? words.boards.now
      : board.is === 'before'
        ? words.boards.before(sayEdit(board.entry.edit, edits))
        : (kept.find(({ id }) => id === board.id)?.title ?? words.boards.other);
  const { proxyMode, cni, kubernetesVersion } = settings;
  const put = [
    ...(proxyMode === undefined ? [] : [words.modes[proxyMode]]),
    ...(cni === undefined ? [] : [words.networkName(cni)]),
    ...(kubernetesVersion === undefined ? [] : [words.kubernetes(kubernetesVersion)]),
  ];
  const edit = board.is === 'now' && putSettings(scenario, settings) !== scenario ? editOf(settings) : undefined;
  const use = (using: Edit): void => {
    const undo = document.getState().edit(using, (now) => putSettings(now, settings));
    view.getState().toast({ tone: 'success', text: words.isUsed(put.join(', ')), undo });
  };
  return (
    <span className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0">
        <span className="sr-only">{words.which[which]}: </span>
        <span className="font-semibold text-ink">{name}</span>
        {put.length > 0 && <span className="text-muted">{words.under(put.join(', '))}</span>}
      </span>
      {edit !== undefined && !readOnly && <Button label={words.use} variant="outline" onClick={() => use(edit)} />}
    </span>
  );
}

/** The step of the history that puts settings on the board; undefined: it is more than one thing. */
function editOf({ proxyMode, cni, kubernetesVersion }: ComparedSettings): Edit | undefined {
  const version = kubernetesVersion === undefined ? {} : { version: kubernetesVersion };
  if (cni === undefined && proxyMode !== undefined)
    return { code: 'USE_MODE', detail: { mode: proxyMode, ...version } };
  if (proxyMode !== undefined) return undefined;
  if (cni === undefined) return { code: 'SET_OVERRIDE', detail: { setting: 'kubernetesVersion' } };
  return kubernetesVersion === undefined ? { code: 'SET_OVERRIDE', detail: { setting: 'cni' } } : undefined;
}
