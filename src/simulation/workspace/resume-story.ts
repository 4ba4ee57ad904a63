import { showStoryStep, type StoryStage } from './story.ts';
import { toldBoard } from './told-boards.ts';

/** Back to the part that was shown, on the board that it tells of; what is taken back can be undone. */
export function resumeStory(stage: StoryStage): void {
  const { document, view } = stage;
  const base = toldBoard(view);
  // Of a board that came in a link nobody knows what it was before: the story goes on with what there is.
  if (view.getState().aside === 'board' && base !== undefined && base !== 'another') {
    const { objects, overrides, interventions } = base;
    const edit = { code: 'RESUME_STORY', detail: {} } as const;
    document.getState().edit(edit, (current) => ({ ...current, objects, overrides, interventions }));
  }
  showStoryStep(stage, view.getState().part);
}
