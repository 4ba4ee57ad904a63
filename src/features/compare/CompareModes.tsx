import { Said } from '../../ui/Said.tsx';
import { useMemo, useState } from 'react';
import type { ProxyMode } from '../../engine/objects.ts';
import { COMPARED_MODES, routerInMode, setProxyMode, walkInMode } from '../../simulation/views/compare-modes.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { formatSource } from '../../engine/requests.ts';
import type { Router } from '../../engine/engine.ts';
import { Code } from '../../ui/Code.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { ComparisonTable } from './ComparisonTable.tsx';
import { ModeHeader, type Side } from './ModeHeader.tsx';

export interface CompareModesProps {
  readonly onClose: () => void;
}

/** One request, two ways to program Services: what is the same, what is not, and what each costs. */
export function CompareModes({ onClose }: CompareModesProps) {
  const words = useWords('compare');
  const request = usePlayback((state) => state.request);
  return (
    <Dialog title={words.title} size="large" onClose={onClose}>
      {request === undefined ? (
        <p className="px-6 py-8 text-muted">{words.noRequest}</p>
      ) : (
        <div className="flex flex-col">
          <p className="border-b border-line px-6 py-3 text-small text-muted">
            <Said
              parts={words.about(
                <Code text={formatSource(request.from)} className="text-ink" />,
                <Code text={request.to} className="text-ink" />,
              )}
            />
            <Ways />
          </p>
          <Comparison />
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

function Comparison() {
  const words = useWords('compare');
  const { document, view } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const inUse = useInUse();
  const [sides, setSides] = useState<readonly [Side, Side]>(() => startWith(inUse));
  const [left, right] = [useWalk(sides[0]), useWalk(sides[1])];
  if (left === undefined || right === undefined) return null;
  const header = (side: 0 | 1) => (
    <ModeHeader
      which={side === 0 ? words.first : words.second}
      side={sides[side]}
      inUse={inUse}
      onChange={(other) => setSides(side === 0 ? [other, sides[1]] : [sides[0], other])}
      {...(readOnly
        ? {}
        : {
            onUse: () => {
              const { mode, version } = sides[side];
              const other = version === inUse.version ? undefined : version;
              const known = words.modes[mode];
              const name = other === undefined ? known : words.modeOfVersion(known, other);
              const edit = { code: 'USE_MODE', detail: { mode, ...(other && { version: other }) } } as const;
              const undo = document.getState().edit(edit, (now) => setProxyMode(now, mode, other));
              view.getState().toast({ tone: 'success', text: words.isUsed(name), undo });
            },
          })}
    />
  );
  return <ComparisonTable sides={[left, right]} headers={[header(0), header(1)]} />;
}

/** What the cluster uses. */
function useInUse(): Side {
  const mode = useDocument((state) => state.router.cluster.settings.proxyMode);
  const version = useDocument((state) => state.router.cluster.settings.kubernetesVersion);
  return { mode, version };
}

/** The walked request under this mode, and the way in it that is likest to the one walked. */
function useWalk({ mode, version }: Side) {
  const request = usePlayback((state) => state.request);
  const like = usePlayback((state) => state.outcome);
  const skipDns = usePlayback((state) => state.skipDns);
  const open = useDocument((state) => state.document);
  const current = useDocument((state) => state.router);
  const router = useMemo(
    () => (isServedBy(current, { mode, version }) ? current : routerInMode(open, mode, version)),
    [current, open, mode, version],
  );
  return useMemo(
    () =>
      request === undefined
        ? undefined
        : walkInMode(router, request, like === undefined ? { skipDns } : { like, skipDns }),
    [router, request, like, skipDns],
  );
}

function isServedBy({ cluster: { settings } }: Router, { mode, version }: Side): boolean {
  return settings.proxyMode === mode && settings.kubernetesVersion === version;
}

function startWith({ mode, version }: Side): readonly [Side, Side] {
  const [first = mode, second = mode] = COMPARED_MODES;
  const modes: readonly [ProxyMode, ProxyMode] = mode === first || mode === second ? [first, second] : [mode, second];
  return [
    { mode: modes[0], version },
    { mode: modes[1], version },
  ];
}
