/** A course on paper. */
export const HANDOUT = {
  title: (course: string) => `Handout: ${course}`,
  copies: { learner: 'For learners', trainer: 'Trainer’s copy' },
  copy: 'Which copy',
  print: 'Print',
  close: 'Close',
  drawing: (done: number, steps: number) => `Pictures are being drawn: ${done} of ${steps}.`,
  ready: 'Every picture is drawn.',
  step: (number: number, kind: string) => `Step ${number} · ${kind}`,
  picture: (title: string) => `The board of ${title}`,
  noPicture: 'No picture could be drawn of this board.',
  goal: 'Goal',
  hints: 'Hints',
  notes: 'Notes for the trainer',
  answer: (right: string) => `Answer: ${right}`,
  room: 'Room to write',
  notRead: 'This board could not be read.',
};
