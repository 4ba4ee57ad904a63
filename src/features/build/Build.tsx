import { useView } from '../../simulation/workspace/context.ts';
import { AddPanel } from './AddPanel.tsx';

/** What one builds a cluster with, over the board. */
export function Build() {
  const build = useView((state) => state.build);
  return build === undefined ? null : <AddPanel asked={build} />;
}
