import { expect, test } from 'vitest';
import { readRoom, roomName } from '../../src/simulation/workspace/arranged.ts';

test('the room in which somebody moved something is one for Objects and Wires, and one for Applications', () => {
  expect(roomName('wires')).toBe(roomName('objects'));
  expect(roomName('application')).not.toBe(roomName('objects'));
  expect(readRoom(`${roomName('objects')}976x696`)).toEqual({ width: 976, height: 696 });
});

test('what is no room is a common one', () => {
  for (const name of [
    undefined,
    'room:objects',
    'room:objects:',
    'room:objects:1x',
    'room:objects:-1x2',
    'room:objects:ax2',
  ])
    expect(readRoom(name), name).toBeUndefined();
});
