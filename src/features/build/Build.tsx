import { useEffect } from 'react';
import { passOnKeys } from '../../ui/page/pass-on-keys.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { AddPanel } from './AddPanel.tsx';
import { BoardMenu } from './BoardMenu.tsx';
import { Connect } from './Connect.tsx';
import { ObjectMenu } from './ObjectMenu.tsx';
import { RenameDialog } from './RenameDialog.tsx';

/** What one builds a cluster with, over the board. */
export function Build() {
  const build = useView((state) => (state.readOnly ? undefined : state.build));
  const { view } = useSimulation();
  // What was pressed while this was fetched is for what is shown now, and has the focus.
  useEffect(() => {
    const { early } = view.getState();
    if (early.length === 0) return;
    view.setState({ early: [] });
    passOnKeys(early.map((key) => ({ key })));
  }, [view]);
  switch (build?.is) {
    case 'add':
      return <AddPanel asked={build} />;
    case 'menu':
      return build.element === undefined ? <BoardMenu {...build} /> : <ObjectMenu key={build.element} {...build} />;
    case 'rename':
      return <RenameDialog key={build.element} element={build.element} />;
    case 'connect':
      return <Connect key={build.element} {...build} />;
    case undefined:
      return null;
  }
}
