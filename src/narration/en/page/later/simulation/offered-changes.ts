/** What one may let happen, as buttons. */
export const OFFERED_CHANGES = {
  recover: { label: 'Recover', hint: () => 'It accepts connections again' },
  'fail-readiness': {
    label: 'Hang',
    hint: () => 'The application hangs: it accepts no connections, and its readinessProbe fails',
  },
  'delete-pod': { label: 'Delete pod', hint: () => 'preStop, SIGTERM, grace period; its controller makes another' },
  crash: { label: 'Crash', hint: () => 'Its processes exit and are started again' },
  'roll-out': {
    label: 'Roll out',
    hint: (workload: string) => `Replaces the pods of ${workload} as its strategy says`,
  },
  'add-pod': { label: 'Add pod', hint: (workload: string, pods: number) => `${workload} is to have ${pods} pods` },
  'remove-pod': {
    label: 'Remove pod',
    hint: (workload: string, pods: number) => `${workload} is to have ${pods} pods`,
  },
  'node-up': { label: 'Node is back', hint: () => 'It answers again' },
  'node-down': {
    label: 'Node fails',
    hint: () => 'Nothing gets to it or comes from it, and its kubelet reports nothing',
  },
  drain: { label: 'Drain', hint: () => 'It takes no new pods, and its pods are evicted' },
};
