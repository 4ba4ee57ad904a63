import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { ViewStore } from '../stores/view-store.ts';

/** The board that the story on the screen tells of; "another": not the one that is shown, which came in a link as it is. */
type Told = ScenarioDocument | 'another';

/** The one that was opened, then as it was when somebody went on with the story. */
const told = new WeakMap<ViewStore, Told>();

export const toldBoard = (view: ViewStore): Told | undefined => told.get(view);

export function tellStory(view: ViewStore, document: ScenarioDocument): void {
  told.set(view, document);
  if (view.getState().aside !== undefined) view.setState({ aside: undefined });
}

export function putStoryAside(view: ViewStore): void {
  told.set(view, 'another');
  view.setState({ aside: 'board' });
}
