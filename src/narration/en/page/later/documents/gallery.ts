/** What can be opened: lessons and boards. */
export const GALLERY = {
  title: 'Gallery',
  whatToOpen: 'What to open',
  parts: {
    lessons: 'Lessons',
    models: 'Models',
    challenges: 'Challenges',
    boards: 'Your boards',
    new: 'New board',
  },
  /** Where one is on the path through the lessons. */
  path: {
    progress: (done: number, lessons: number) =>
      done === 0 ? `${lessons} lessons, each building on those before it.` : `${done} of ${lessons} lessons done.`,
    done: (number: number) => `${number}, done`,
    begin: 'Begin here',
    next: 'Next',
  },
  /** What was done in this browser, as a file; and one lesson begun anew. */
  progress: {
    courses: 'Courses',
    write: 'Write your own',
    export: 'Export progress',
    import: 'Import progress',
    reset: (title: string) => `Reset ${title}`,
    isReset: (title: string) => `“${title}” is as if it had not been begun.`,
    imported: (count: number) =>
      `${count} ${count === 1 ? 'note' : 'notes'} of progress imported; what was here stays.`,
    unusable: (name: string) => `${name} holds no progress: expected a file that Export progress made.`,
  },
  /** The networking models side by side: who talks to whom, by which objects, and what for. Keys are lessons. */
  models: {
    title: 'Networking models',
    about:
      'Four ways for processes to talk, each for its own need. Pictures and addresses are those of the lesson’s board.',
    waiting: 'The boards are being walked …',
    missing: 'The lessons could not be fetched. Open this again when there is a network.',
    who: 'Who talks to whom',
    objects: 'By which objects',
    purpose: 'What it is for',
    address: 'What source address arrives',
    asks: (from: string) => `${from} asks`,
    owner: (of: 'loopback' | 'client' | 'pod' | 'node' | 'another', name = '') =>
      ({
        loopback: 'the loopback of the one network namespace',
        client: 'the client’s own',
        pod: `that of Pod ${name}`,
        node: `that of Node ${name}`,
        another: 'of neither client, pod nor node',
      })[of],
    open: 'Open the lesson',
    openTitled: (title: string) => `Open the lesson ${title}`,
    of: {
      'container-to-container': {
        who: 'Containers of one pod, over localhost',
        objects: 'One Pod: its containers share a network namespace',
        purpose:
          'What cannot do without each other and is placed together: a proxy before an application, an agent beside it',
      },
      'pod-to-pod': {
        who: 'A pod and another whose address it knows, on any node',
        objects: 'Pods, and the network that a CNI plugin makes; no NAT between them',
        purpose:
          'Peers of which each counts: members of a database, what monitoring reads. The address goes with the pod',
      },
      'pod-to-service': {
        who: 'A pod and whichever of the pods behind a name is ready',
        objects: 'Service and its EndpointSlices; kube-proxy, or what does its work, on every node',
        purpose: 'Calls between applications, whose pods come and go while name and clusterIP stay',
      },
      'external-to-service': {
        who: 'A client outside of the cluster and the pods behind an entry',
        objects:
          'Service of type LoadBalancer or NodePort; before it an Ingress or a Gateway, for hosts, paths and TLS',
        purpose: 'What others may call from outside: one address and one certificate before several applications',
      },
    },
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
