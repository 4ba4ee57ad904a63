/** The board on the whole screen. */
export const PRESENT = {
  title: 'Presentation',
  clicker: 'Clicker',
  back: 'Back',
  pause: 'Pause',
  play: 'Play',
  on: 'On',
  end: 'End the presentation',
  showTheEnd: 'Show how it ends',
};
