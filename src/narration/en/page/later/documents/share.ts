import { PRIVATE } from '../../../scenario/private.ts';

/** The dialog that makes a link. */
export const SHARE = {
  title: 'Share',
  as: 'What to share',
  ways: { link: 'Link', picture: 'Picture', film: 'Video', walk: 'Walk', embed: 'Embed' },
  parts: { qrCode: 'The QR code' },
  about: {
    lesson:
      'The address names the lesson, the part of its story, the step and how you look at it. You changed nothing of the board.',
    change:
      'The link names the lesson and holds what you changed of it, and what is on the screen: the part of the story, the request, its way and step, the timeline.',
    board:
      'The link holds the board, its layout, and what is on the screen: the part of the story, the request, its way and step, the timeline.',
  },
  nothingIsSent: 'Nothing is sent anywhere: the data is in the link itself.',
  aboutFile:
    'The scenario file holds all of it, environment variables, annotations and headers too. What Secrets hold is in neither.',
  downloadFile: 'Download scenario file',
  copy: 'Copy link',
  isCopied: 'Copied to the clipboard.',
  isSelected: 'The browser did not allow copying: the link is selected, copy it by hand.',
  couldNotBeMade: (why: string) => `The link could not be made: ${why}`,
  link: 'Link',
  qrCode: 'The link as a QR code',
  readOnly: 'Read-only: whoever opens it can play and look around, not change the board',
  picture: {
    about:
      'The board at the step shown. The picture holds what a link to it holds: dropped on packetwalk, or given to its command line, it opens as this board and step.',
    part: 'What is in the picture',
    parts: { view: 'What is in view', walk: 'The walk’s part', board: 'Whole board' },
    theme: 'Colours',
    themes: { light: 'Light', dark: 'Dark' },
    alt: 'The picture of the board',
    isBeingMade: 'Drawing the board …',
    size: (width: number, height: number) => `${width} × ${height} pixels; the PNG has twice as many to a side.`,
    lacksScenario: 'The board is too large to go along: this picture will not open again.',
    couldNotBeMade: (why: string) => `The picture could not be made: ${why}`,
    copy: 'Copy PNG',
    isCopied: 'Copied to the clipboard; many programs take only the picture of it, not the board in it.',
    notCopied: 'The browser did not allow copying: download the picture.',
    downloadSvg: 'Download SVG',
    downloadPng: 'Download PNG',
  },
  film: {
    about:
      'The walk as it plays on the board, from its beginning to its end, at the depth that is shown now: a WebM, made in this browser.',
    make: 'Make the video',
    isBeingMade: 'Drawing the walk, frame by frame …',
    video: 'The video of the walk',
    size: (seconds: number, bytes: number, pixels: string) =>
      `${Math.round(seconds)} seconds, ${(bytes / 1_000_000).toFixed(1)} MB, ${pixels} pixels.`,
    none: {
      NO_WALK: 'No request has been sent: there is no walk to film.',
      NO_ENCODER: 'This browser cannot encode videos: take the picture, or try another browser.',
    },
    couldNotBeMade: (why: string) => `The video could not be made: ${why}`,
    download: 'Download WebM',
  },
  walk: {
    about:
      'The walk as Markdown, for an incident or a pull request: the verdict, cause and fix, a line for each hop, and a diagram that GitHub and GitLab draw.',
    text: 'The walk as Markdown',
    none: 'No request has been sent: there is no walk to tell of.',
    lacksLink: 'The link to this board is too long to go along.',
    couldNotBeMade: (why: string) => `The text could not be made: ${why}`,
    copy: 'Copy Markdown',
    isCopied: 'Copied to the clipboard.',
    download: 'Download',
  },
  embed: {
    about:
      'HTML that shows this board and walk in another page: read-only, without the bars around the board. Each visitor’s browser computes it; nothing is kept anywhere.',
    snippet: 'HTML for another page',
    copy: 'Copy HTML',
    isSelected: 'The browser did not allow copying: the HTML is selected, copy it by hand.',
  },
  isBeingMade: 'Making the link …',
  isShort: (characters: number) => `${characters.toLocaleString('en')} characters: short enough for mail and chat.`,
  /** By who may not take it as a whole. */
  isLong: {
    most: (characters: number) =>
      `The link has ${characters.toLocaleString('en')} characters: browsers, mail and servers on the way may cut it off. Send a file instead.`,
    chats: (characters: number) =>
      `The link has ${characters.toLocaleString('en')} characters: chats such as Slack or Discord do not take it as a whole. Send a file instead.`,
    some: (characters: number) =>
      `The link has ${characters.toLocaleString('en')} characters: some programs cut links off at 2,000. A file is safer.`,
  },
  mayBePrivate: 'May be private',
  inTheLink: 'In the link, and maybe private',
  leftOut: 'Left out',
  wholeObject: 'the whole object',
  private: PRIVATE,
  nothing: 'Nothing.',
  inPlaces: (places: number) => `in ${places.toLocaleString('en')} places`,
  more: (lines: number) => `and ${lines} more`,
  /** What is left out, and why. */
  omissions: {
    secret: { title: 'What Secrets hold', why: 'it is secret' },
    environment: { title: 'Environment variables', why: 'they may be secret, and decide nothing' },
    masked: { title: 'Values that look like a secret', why: 'they are replaced, as they decide nothing' },
    annotation: { title: 'Annotations', why: 'these decide nothing' },
    comment: { title: 'Comments in the YAML', why: 'they are for who wrote them; a scenario file keeps them' },
    server: { title: 'Notes of the API server and controllers', why: 'they are made anew' },
    'not-read': { title: 'Other fields', why: 'nothing that is shown depends on them' },
  },
};
