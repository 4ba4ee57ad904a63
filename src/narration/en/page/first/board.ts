import { containerReasonText } from '../../phrases/container-reason.ts';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The board: what is read of its boxes at first, and its controls. */
export const BOARD = {
  title: 'Canvas',
  about: (nodes: number, services: number, pods: number) =>
    `Board of ${plural(nodes, 'node')}, ${plural(services, 'Service')}, ${plural(pods, 'pod')}. Arrow keys follow the lines, Alt and an arrow key move what has the focus, Space folds and unfolds a frame.`,
  controls: {
    add: 'Add',
    fitView: 'Fit view',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    system: 'System objects',
    clusterSettings: 'Cluster settings',
    reach: 'Reachability',
    legend: 'Legend',
    unread: (objects: number) => (objects === 1 ? 'One object is not read' : `${objects} objects are not read`),
    happen: 'Let something happen',
    arrange: 'Arrange automatically',
    filter: 'Filter the board',
    focus: 'Focus on this walk',
  },
  internet: 'Internet',
  outside: 'outside the cluster',
  fold: (frame: string) => `Fold ${frame}`,
  unfold: (frame: string) => `Unfold ${frame}`,
  notReady: 'not ready',
  countNotReady: (pods: number) => `${pods} not ready`,
  noAddress: 'no address',
  /** What a screen reader says of a box around what stands in it. */
  spoken: {
    inNamespace: (namespace: string) => `, namespace ${namespace}`,
    pod: (told: { readonly hasAddress: boolean; readonly node: string | undefined; readonly ready: boolean }) =>
      `${told.hasAddress ? '' : ', no address'}, ${told.node === undefined ? 'not scheduled' : `on ${told.node}`}${told.ready ? '' : ', not ready'}`,
  },
  node: {
    doesNotAnswer: 'does not answer',
    pods: 'pods',
    noPodCIDR: 'no podCIDR',
    count: (pods: number) => (pods === 1 ? '1 pod' : `${pods} pods`),
    nodePorts: (ports: string) => `NodePort ${ports}`,
    notScheduled: 'Not scheduled',
    waiting: (pods: number) => (pods === 1 ? '1 pod waits for a node' : `${pods} pods wait for a node`),
  },
  pod: {
    whyStopped: containerReasonText,
    states: { stopped: 'stopped', failed: 'failed' },
    moreContainers: (count: number) => `+${count} more containers`,
    on: (node: string) => `on ${node}`,
    terminating: 'terminating',
  },
  service: {
    headless: 'headless',
    noClusterIP: 'no clusterIP',
    ready: (ready: number, endpoints: number) => `${ready} of ${endpoints} ready`,
    noEndpoint: 'no endpoint',
  },
};
