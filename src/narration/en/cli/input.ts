/** Why a file cannot be read, by what the system calls it. */
export const FILE_REASONS = {
  ENOENT: 'the link leads nowhere',
  ELOOP: 'the links lead in a circle',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ERR_STRING_TOO_LONG: 'it is too large',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  EAGAIN: 'nothing is coming',
};

/** What the command line says of what it is given to read. */
export const INPUT = {
  fix: (fix: string) => `Fix: ${fix}`,
  leftOut: (path: string, why: string) => `${path} is left out: ${why}`,
  noFile: (path: string) => `no such file or directory: ${path}`,
  cannotRead: (name: string, why: string) => `cannot read ${name}: ${why}`,
  nothing: 'there is nothing to read: no manifest, or only empty ones',
  /** Of so many errors and warnings; others have been told. */
  notOfTheWalk: (count: number, told: number) =>
    `${told === 0 ? '' : 'and '}${count}${told === 0 ? '' : ' more'} ${count === 1 ? 'finding' : 'findings'} about what this walk does not meet: packetwalk inspect lists ${count === 1 ? 'it' : 'them'}`,
  onlyOfTheWalk: (objects: number) =>
    `of ${objects} objects only those that this walk meets were looked at for mistakes: packetwalk inspect looks at all`,
  nothingReadable: 'nothing in these files could be read',
  timeline: 'It shows a moment of a timeline; the cluster is read as it is before anything happens.',
  /** `near`: a name that may have been meant. */
  cni: (given: string, assumed: string, known: readonly string[], near: string | undefined) =>
    `--cni ${given}: ${assumed} ${near === undefined ? `Those that have one are ${known.join(', ')}.` : `Did you mean ${near}?`}`,
  link: (why: string) => `the link cannot be read. ${why}`,
  emptyPicture: (file: string) =>
    `${file} is a picture that holds no scenario: only those that Share made do, as long as no other program has written them anew`,
  linkIn: (file: string, why: string) => `the link in ${file} cannot be read. ${why}`,
  changeOfLesson: (file: string) =>
    `the link in ${file} is a change of a lesson: give the link itself in place of the file`,
  noLesson: (id: string, lessons: readonly string[]) =>
    `there is no lesson called "${id}"; there are ${lessons.join(', ')}`,
  requests: 'the requests',
  /** `known`: those of the kind that there are. */
  noWorkload: (kind: string, name: string, known: readonly string[]) =>
    `--from: there is no ${kind} ${name}; there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, 10).join(', ')}${known.length > 10 ? ' …' : ''}`,
  noPodOf: (kind: string, name: string) => `--from: ${kind} ${name} has no pod`,
  standsFor: (pod: string, workload: string, count: number) =>
    `pod ${pod} asks for ${workload}${count === 1 ? '' : `, one of ${count}`}`,
};
