/** The strip that tells the story of a board. */
export const STORY = {
  title: 'Story',
  wholeText: 'Whole text',
  previous: 'Previous part',
  next: 'Next part',
};
