import { countEdits } from '../challenge/count-edits.ts';
import { resetBoard } from '../challenge/reset-board.ts';
import { tellStory } from '../workspace/told-boards.ts';
import { showStoryStep, type StoryStage } from '../workspace/story.ts';
import { withoutBlankParts } from './write-story.ts';

/** The board as it is now is where learners begin. `trying`: its author is one of them, until they go back to writing. */
export function finishWriting(stage: StoryStage, { trying }: { readonly trying: boolean }): void {
  const { document, view } = stage;
  document.getState().edit({ code: 'EDIT_STORY', detail: {} }, withoutBlankParts);
  if (document.getState().document.goal !== undefined && countEdits(document.getState()) > 0)
    document.getState().edit({ code: 'BEGIN_CHALLENGE', detail: {} }, (board) => ({ ...board }));
  view.setState({ authoring: false, trying, unfolded: [] });
  view.getState().select(undefined);
  tellStory(view, document.getState().document);
  if (document.getState().document.story.length > 0) showStoryStep(stage, 0);
}

/** Begins to write, or ends it. */
export function switchWriting(stage: StoryStage): void {
  const { authoring, trying } = stage.view.getState();
  if (authoring) finishWriting(stage, { trying: false });
  else if (trying) backToWriting(stage);
  else stage.view.setState({ authoring: true });
}

/** As the board was when its author began to try it. */
export function backToWriting({ document, view }: StoryStage): void {
  resetBoard(document);
  view.setState({ authoring: true, trying: false, asking: false });
}
