import { describe, expect, test } from 'vitest';
import { paletteItems } from '../../src/app/shell/palette.ts';
import { findItems } from '../../src/features/commands/find-items.ts';
import { COMMANDS, offeredCommands } from '../../src/app/shell/commands.ts';
import { keyText } from '../../src/app/shell/keyboard.ts';
import { runCommand } from '../../src/app/shell/run-command.ts';
import { createSimulation } from '../whole-simulation.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  keyText({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe('keyText', () => {
  test.each([
    [press(' '), 'Space'],
    [press('z', { ctrlKey: true }), 'Mod+Z'],
    [press('Z', { metaKey: true, shiftKey: true }), 'Mod+Shift+Z'],
    [press('?', { shiftKey: true }), '?'],
    [press('ArrowRight', { shiftKey: true }), 'Shift+ArrowRight'],
    [press('f', { altKey: true }), undefined],
  ])('%s is %s', (found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('commands', () => {
  test('no key belongs to two of them', () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test('Escape ends picking first, and closes the inspector when there is nothing to end', () => {
    const simulation = createSimulation();
    const { view } = simulation;
    view.getState().select('Node/node-1');
    view.getState().pick('from');
    runCommand(simulation, 'deselect');
    expect(view.getState()).toMatchObject({ picking: undefined, selected: 'Node/node-1' });
    runCommand(simulation, 'deselect');
    expect(view.getState().selected).toBeUndefined();
  });

  test('Escape closes what one builds with, wherever the focus is, and leaves what is selected', () => {
    const simulation = createSimulation();
    const { view } = simulation;
    view.getState().select('Node/node-1');
    view.getState().setBuild({ is: 'add' });
    runCommand(simulation, 'deselect');
    expect(view.getState()).toMatchObject({ build: undefined, selected: 'Node/node-1' });
  });

  test('the palette finds what is outside the cluster, by either of its names', async () => {
    const simulation = createSimulation();
    await simulation.words.fetch(['later', 'narrator']);
    for (const typed of ['internet', 'outside clients']) {
      const [first] = findItems(paletteItems(simulation), typed);
      expect(first).toMatchObject({ title: 'Internet', group: 'Outside clients' });
      first?.run();
      expect(simulation.view.getState().arrival).toMatchObject({ element: 'internet' });
    }
  });

  test('a read-only page offers none that changes the board', () => {
    const offered = offeredCommands(true).map(({ id }) => id);
    expect(offered).toContain('play');
    for (const id of ['undo', 'redo', 'import', 'gallery']) expect(offered).not.toContain(id);
  });
});
