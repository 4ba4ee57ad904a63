/** Something a person can do: in the palette, in the list of shortcuts and, with keys, on the keyboard. */
export interface Command<Id extends string = string> {
  readonly id: Id;
  /** e.g. ["Mod+Shift+Z", "Mod+Y"]; the first is the one shown on buttons. */
  readonly keys: readonly string[];
  /** Changes the board: not offered in a read-only page. */
  readonly edits?: boolean;
}

/** In the order of the palette. Where they stand is told by command-groups.ts, what they do by run-command.ts. */
export const COMMANDS = [
  command('play', ['Space']),
  command('next-hop', ['ArrowRight']),
  command('previous-hop', ['ArrowLeft']),
  command('next-step', ['Shift+ArrowRight']),
  command('previous-step', ['Shift+ArrowLeft']),
  command('first-step', ['Home']),
  command('last-step', ['End']),
  command('compare', ['C']),
  command('requests', ['Q']),
  command('slower', ['-']),
  command('faster', ['+', '=']),

  command('add', ['A'], true),
  command('changes', ['T']),
  command('delete-pod', ['Delete']),
  command('duplicate', ['Mod+D'], true),
  command('select-all', ['Mod+A']),
  command('gather', []),
  command('rename', ['F2'], true),
  command('board-text', ['Y'], true),
  command('connect', ['D'], true),
  command('cluster', [',']),
  command('reach', ['R']),
  command('findings', []),
  command('unread', []),
  command('migrate', []),
  command('undo', ['Mod+Z'], true),
  command('redo', ['Mod+Shift+Z', 'Mod+Y'], true),

  command('new', ['N'], true),
  command('gallery', ['G'], true),
  command('challenges', [], true),
  command('course', []),
  command('make-course', [], true),
  command('author', [], true),
  command('boards', ['B'], true),
  command('import', ['I'], true),
  command('export', ['E']),
  command('lab', []),
  command('share', ['S']),

  command('request', ['/']),
  command('next-region', ['F6']),
  command('previous-region', ['Shift+F6']),
  command('palette', ['Mod+K']),
  command('fit', ['F']),
  command('lens', ['W']),
  command('fold-all', []),
  command('unfold-all', []),
  command('present', ['P']),
  command('fold-walk', [']']),
  command('theme', []),
  command('deselect', ['Escape']),
  command('legend', ['L']),
  command('shortcuts', ['?']),
];

export type CommandId = (typeof COMMANDS)[number]['id'];

/** The first key of a command, for tooltips. */
export function keyOf(id: CommandId): string | undefined {
  return COMMANDS.find((candidate) => candidate.id === id)?.keys[0];
}

/** The commands of a page, without those a read-only one has no use for. */
export function offeredCommands(readOnly: boolean): readonly Command<CommandId>[] {
  return readOnly ? COMMANDS.filter(({ edits }) => edits !== true) : COMMANDS;
}

function command<Id extends string>(id: Id, keys: readonly string[], edits = false): Command<Id> {
  return { id, keys, edits };
}
