import { useMemo, useState } from 'react';
import type { ProxyMode } from '../../engine/kubernetes/model/cluster.ts';
import { COMPARED_MODES, routerInMode, setProxyMode, walkInMode } from '../../simulation/views/compare-modes.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { formatSource } from '../../simulation/request-source.ts';
import { Code } from '../../ui/Code.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import { MODE_NAMES } from './mode-words.ts';
import { ModeHeader } from './ModeHeader.tsx';

export interface CompareModesProps {
  readonly onClose: () => void;
}

/** One request, two ways to program Services: what is the same, what is not, and what each costs. */
export function CompareModes({ onClose }: CompareModesProps) {
  const request = usePlayback((state) => state.request);
  return (
    <Dialog title="Compare modes" size="large" onClose={onClose}>
      {request === undefined ? (
        <p className="px-6 py-8 text-muted">No request yet: send one, then see it under two modes here.</p>
      ) : (
        <div className="flex flex-col">
          <p className="border-b border-line px-6 py-3 text-small text-muted">
            <Code text={formatSource(request.from)} className="text-ink" /> asks for{' '}
            <Code text={request.to} className="text-ink" />, in one cluster under two modes of kube-proxy.
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
  return count < 2 ? null : ` Of ${count} ways it can go, the one that is walked.`;
}

function Comparison() {
  const { document, view } = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const inUse = useDocument((state) => state.router.cluster.settings.proxyMode);
  const [modes, setModes] = useState<readonly [ProxyMode, ProxyMode]>(() => startWith(inUse));
  const [left, right] = [useWalk(modes[0]), useWalk(modes[1])];
  if (left === undefined || right === undefined) return null;
  const header = (side: 0 | 1) => (
    <ModeHeader
      label={side === 0 ? 'First mode' : 'Second mode'}
      mode={modes[side]}
      inUse={inUse}
      onChange={(mode) => setModes(side === 0 ? [mode, modes[1]] : [modes[0], mode])}
      {...(readOnly
        ? {}
        : {
            onUse: () => {
              const mode = modes[side];
              document.getState().edit(`Use kube-proxy mode ${MODE_NAMES[mode]}`, (now) => setProxyMode(now, mode));
              view.getState().toast({ tone: 'success', text: `The cluster uses ${MODE_NAMES[mode]} now.`, undo: true });
            },
          })}
    />
  );
  return <ComparisonTable sides={[left, right]} headers={[header(0), header(1)]} />;
}

/** The walked request under this mode, and the way in it that is likest to the one walked. */
function useWalk(mode: ProxyMode) {
  const request = usePlayback((state) => state.request);
  const like = usePlayback((state) => state.outcome);
  const skipDns = usePlayback((state) => state.skipDns);
  const open = useDocument((state) => state.document);
  const current = useDocument((state) => state.router);
  const router = useMemo(
    () => (current.cluster.settings.proxyMode === mode ? current : routerInMode(open, mode)),
    [current, open, mode],
  );
  return useMemo(
    () =>
      request === undefined
        ? undefined
        : walkInMode(router, request, like === undefined ? { skipDns } : { like, skipDns }),
    [router, request, like, skipDns],
  );
}

function startWith(inUse: ProxyMode): readonly [ProxyMode, ProxyMode] {
  const [first = inUse, second = inUse] = COMPARED_MODES;
  return inUse === first || inUse === second ? [first, second] : [inUse, second];
}
