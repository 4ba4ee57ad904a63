import { MARKDOWN } from './markdown.ts';

/** Making a course. */
export const MAKE_COURSE = {
  title: 'Make a course',
  courseTitle: 'Title of the course',
  courseText: 'Words before the first step',
  markdown: MARKDOWN,
  steps: 'Steps of the course',
  noSteps: 'No step yet: add lessons, challenges and your boards.',
  add: 'Add a step',
  filter: 'Find a lesson, challenge or board',
  groups: { lesson: 'Lessons', challenge: 'Challenges', board: 'Your boards' },
  addTitled: (title: string) => `Add ${title}`,
  added: (title: string, number: number) => `${title} is step ${number}.`,
  noBoards: 'Boards that you make or change stand here.',
  notRead: (title: string) => `“${title}” could not be read, or is too large for a course.`,
  up: (title: string) => `Move ${title} up`,
  down: (title: string) => `Move ${title} down`,
  remove: (title: string) => `Remove ${title}`,
  edit: (title: string) => `Words of ${title}`,
  stepTitle: 'Called in the path',
  part: 'Only part',
  wholeLesson: 'the whole lesson',
  text: 'Words before the step, for learners',
  notes: 'Notes, for the trainer’s copy only',
  tryIt: 'Try it',
  download: 'Download the file',
  downloadNotes: 'Download with notes',
  aboutNotes:
    'Neither the file for learners nor the link has your notes. Keep your own copy with them: opened here, it goes on.',
  trainerFile: (title: string) => `${title} trainer`,
  link: 'Address of the course',
  aboutFile: (name: string) =>
    `Put ${name} beside the page (in its folder on the server), and hand out the page’s address with ?course=${name}: short, and mended while the workshop runs.`,
  linkComes: 'The link is made once you stop writing.',
  aboutLink: (length: number, isCut: boolean) =>
    isCut
      ? `The link that holds the whole course has ${length} characters: some programs cut that off. The file is the safer way.`
      : `The link holds the whole course, in ${length} characters.`,
  tooLong: 'The course is too large for a link: hand it out as a file.',
  printLearners: 'Handout',
  printTrainer: 'Trainer’s copy',
  openFile: 'Open a course file',
  needs: 'It needs a title and a step.',
  faulty: (why: string) => `Nobody could open it like this. ${why}`,
  replaces: (title: string) => `“${title}” would take the place of the course that you are making.`,
  keepMine: 'Keep mine',
  replace: 'Open it',
};
