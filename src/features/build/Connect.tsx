import { useEffect, useMemo, useState } from 'react';
import type { ElementId } from '../../scenario/document/document.ts';
import { lineEnds, linesFrom } from '../../simulation/build/connect/connect.ts';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import { useDocument, useSimulation } from '../../simulation/workspace/context.ts';
import { ConnectPanel } from './ConnectPanel.tsx';
import { connectOnBoard } from './connect-on-board.ts';
import { DrawnLine } from './DrawnLine.tsx';

/** A line from an element to another: what it may lead to is lit on the board, and listed for those who do not draw. */
export function Connect(tool: Extract<BuildTool, { readonly is: 'connect' }>) {
  const { element, drawing = false } = tool;
  const simulation = useSimulation();
  const { view } = simulation;
  const document = useDocument((state) => state.document);
  const cluster = useDocument((state) => state.router.cluster);
  const [told, setTold] = useState('');
  const board = useMemo(
    () => ({ lines: linesFrom(document, cluster, element), ends: lineEnds(document) }),
    [document, cluster, element],
  );
  const { lines, ends } = board;
  const take = (to: ElementId): void => connectOnBoard(simulation, lines(to));
  useEffect(() => {
    const pods = cluster.pods.map(({ namespace, name }) => `Pod/${namespace}/${name}`);
    const open = new Set([...ends, ...pods].filter((id) => lines(id).is !== 'refused'));
    view.getState().setLine({ from: element, open, take: (to) => connectOnBoard(simulation, lines(to)) });
    return () => view.getState().setLine(undefined);
  }, [cluster, element, ends, lines, simulation, view]);
  return (
    <>
      {!drawing && <ConnectPanel element={element} lines={lines} ends={ends} asked={tool} told={told} onTake={take} />}
      <DrawnLine from={element} drawing={drawing} lines={lines} onTake={take} onTell={setTold} />
    </>
  );
}
