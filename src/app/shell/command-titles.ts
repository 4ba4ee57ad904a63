import type { CommandId } from './commands.ts';

export type CommandGroup = 'Walk' | 'Board' | 'Files' | 'View';

interface CommandTitle {
  readonly group: CommandGroup;
  readonly title: string;
}

/** What commands are called, in the palette and in the list of shortcuts. */
export const TITLES: Readonly<Record<CommandId, CommandTitle>> = {
  play: { group: 'Walk', title: 'Play or pause' },
  'next-hop': { group: 'Walk', title: 'Next hop' },
  'previous-hop': { group: 'Walk', title: 'Previous hop' },
  'next-step': { group: 'Walk', title: 'Next step' },
  'previous-step': { group: 'Walk', title: 'Previous step' },
  'first-step': { group: 'Walk', title: 'Back to the start' },
  'last-step': { group: 'Walk', title: 'To the end' },
  compare: { group: 'Walk', title: 'Compare modes of kube-proxy' },
  slower: { group: 'Walk', title: 'Slower' },
  faster: { group: 'Walk', title: 'Faster' },
  changes: { group: 'Board', title: 'Let something happen, or play and pause it' },
  'delete-pod': { group: 'Board', title: 'Delete the selected pod' },
  cluster: { group: 'Board', title: 'Cluster settings' },
  reach: { group: 'Board', title: 'Reachability: who can connect to whom' },
  findings: { group: 'Board', title: 'Findings: what is likely to be a mistake' },
  unread: { group: 'Board', title: 'Objects that are not read' },
  undo: { group: 'Board', title: 'Undo' },
  redo: { group: 'Board', title: 'Redo' },
  gallery: { group: 'Files', title: 'Open the gallery' },
  boards: { group: 'Files', title: 'Open your boards' },
  import: { group: 'Files', title: 'Import manifests or a scenario' },
  export: { group: 'Files', title: 'Export as YAML or as a scenario file' },
  lab: { group: 'Files', title: 'Run it on a real kernel' },
  share: { group: 'Files', title: 'Share a link' },
  request: { group: 'View', title: 'Type a request' },
  'next-region': { group: 'View', title: 'To the next part of the page' },
  'previous-region': { group: 'View', title: 'To the part before' },
  palette: { group: 'View', title: 'Find a command or an object' },
  fit: { group: 'View', title: 'Fit view' },
  lens: { group: 'View', title: 'Switch between Objects, Wires and Applications' },
  present: { group: 'View', title: 'Present: the board on the whole screen, PageDown and PageUp' },
  'fold-walk': { group: 'View', title: 'Fold the walk, or show it' },
  theme: { group: 'View', title: 'Next theme: system, light, dark' },
  deselect: { group: 'View', title: 'Close the inspector' },
  legend: { group: 'View', title: 'Legend: what shapes and colours mean' },
  shortcuts: { group: 'View', title: 'Keyboard shortcuts' },
};
