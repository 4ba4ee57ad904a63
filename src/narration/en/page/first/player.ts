/** What plays the walk. */
export const PLAYER = {
  title: 'Playback',
  previous: 'Previous hop',
  next: 'Next hop',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  aboutSpeed: 'Speed (− and +)',
  position: 'Position in the walk',
  noWalk: 'No walk',
  step: (step: number, steps: number) => `Step ${step} of ${steps}`,
  titled: (step: string, title: string) => `${step}: ${title}`,
  lens: 'Lens',
  lenses: {
    objects: { label: 'Objects', hint: 'Client, Service, pod (W)' },
    wires: { label: 'Wires', hint: 'eth0, veth, bridge, eth0 (W)' },
    application: { label: 'Applications', hint: 'Namespaces, workloads, pods (W)' },
  },
};
