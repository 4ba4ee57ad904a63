import type { ViewStore } from '../../simulation/stores/view-store.ts';
import { keepChoice, readChoice } from './kept-choice.ts';

/** Puts the panels where the person wants them, and keeps where they are put next. */
export function keepRoom(view: ViewStore): void {
  const { room, setRoom } = view.getState();
  setRoom({
    walk: readChoice('walk', ['open', 'folded']) ?? room.walk,
    inspector: readChoice('inspector', ['beside', 'below']) ?? room.inspector,
  });
  view.subscribe(({ room: { walk, inspector } }, { room: before }) => {
    if (walk !== before.walk) keepChoice('walk', walk);
    if (inspector !== before.inspector) keepChoice('inspector', inspector);
  });
}

/** Has walks told at the depth that the person chose last, and keeps what is chosen next. */
export function keepDepth(view: ViewStore): void {
  view.setState({ depthChosen: readChoice('depth', ['story', 'hops', 'rules']) });
  view.subscribe(({ depthChosen }, before) => {
    if (depthChosen !== undefined && depthChosen !== before.depthChosen) keepChoice('depth', depthChosen);
  });
}
