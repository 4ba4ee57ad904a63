/** What can be opened: lessons and boards. */
export const GALLERY = {
  title: 'Gallery',
  whatToOpen: 'What to open',
  parts: { lessons: 'Lessons', challenges: 'Challenges', boards: 'Your boards', new: 'New board' },
  /** Where one is on the path through the lessons. */
  path: {
    progress: (done: number, lessons: number) =>
      done === 0 ? `${lessons} lessons, each building on those before it.` : `${done} of ${lessons} lessons done.`,
    done: (number: number) => `${number}, done`,
    begin: 'Begin here',
    next: 'Next',
  },
  /** Boards with a goal, and how they were solved. */
  challenges: {
    progress: (solved: number, challenges: number) =>
      solved === 0
        ? `${challenges} boards that are broken or unfinished. Any way to mend them will do.`
        : `${solved} of ${challenges} challenges solved.`,
    solved: ({ edits, hints, causes }: { readonly edits: number; readonly hints: number; readonly causes: boolean }) =>
      [
        `Solved with ${edits} ${edits === 1 ? 'change' : 'changes'}`,
        ...(hints > 0 ? [`${hints} ${hints === 1 ? 'hint' : 'hints'}`] : []),
        ...(causes ? ['the cause shown'] : []),
        ...(hints === 0 && !causes ? ['no help'] : []),
      ].join(', '),
  },
  /** What a new board begins with. */
  templates: {
    empty: { title: 'Empty', about: 'Nothing yet: draw it, paste manifests or drop files.' },
    'one-node': { title: 'One node', about: 'All pods run on it.' },
    'three-nodes': { title: 'Three nodes', about: 'In three zones, with a pod range each.' },
    eks: { title: 'EKS', about: 'Two nodes; pods have addresses of the VPC.' },
    gke: { title: 'GKE', about: 'Three nodes of the default pool, VPC-native.' },
    aks: { title: 'AKS', about: 'Three nodes with Azure CNI Overlay.' },
    kind: { title: 'kind', about: 'A control plane and two workers, as containers on one’s own machine.' },
    k3s: {
      title: 'k3s',
      about: 'A server and two agents with flannel and Traefik; the nodes serve LoadBalancer Services.',
    },
  },
  keepsNone: 'This browser keeps no boards now: its storage refuses or does not answer.',
  notReadNow: 'The boards cannot be read now. What is kept is untouched.',
  refused: 'That did not work: the browser’s storage refused it.',
  none: 'Boards you make or change are kept here, in this browser only. There is none yet: open a lesson and change it, or import your manifests.',
  board: {
    isDeleted: (title: string) => `“${title}” is deleted and will be gone tomorrow.`,
    bringBack: 'Bring back',
    openNow: (when: string) => `Open now · changed ${when}`,
    changed: (when: string) => `Changed ${when}`,
    earlier: (title: string) => `Earlier versions of ${title}`,
    rename: (title: string) => `Rename ${title}`,
    duplicate: (title: string) => `Duplicate ${title}`,
    delete: (title: string) => `Delete ${title}`,
    noEarlier: 'No earlier version: one is kept for every few minutes of changes.',
    asItWasAt: 'As it was at',
    opensAsItsOwn: 'Opens as a board of its own',
    title: 'Title',
    keepTitle: 'Keep the title',
  },
  aside: {
    title: 'Put aside',
    open: 'Open what can be read',
    download: (title: string) => `Download ${title} as it was found`,
    delete: (title: string) => `Delete ${title} for good`,
  },
};
