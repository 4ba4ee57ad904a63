import { useView } from '../../simulation/workspace/context.ts';
import { AddPanel } from './AddPanel.tsx';
import { Connect } from './Connect.tsx';
import { ObjectMenu } from './ObjectMenu.tsx';
import { RenameDialog } from './RenameDialog.tsx';

/** What one builds a cluster with, over the board. */
export function Build() {
  const build = useView((state) => state.build);
  switch (build?.is) {
    case 'add':
      return <AddPanel asked={build} />;
    case 'menu':
      return <ObjectMenu key={build.element} {...build} />;
    case 'rename':
      return <RenameDialog key={build.element} element={build.element} />;
    case 'connect':
      return <Connect key={build.element} {...build} />;
    case undefined:
      return null;
  }
}
