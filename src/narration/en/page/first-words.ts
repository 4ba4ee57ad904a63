import { BOARD } from './first/board.ts';
import { PARTS } from './first/parts.ts';
import { PLAYER } from './first/player.ts';
import { REQUEST_BAR } from './first/request-bar.ts';
import { SHELL } from './first/shell.ts';
import { STORY } from './first/story.ts';
import { WALK } from './first/walk.ts';

/** What is read before anybody touches the page, and what has to be at hand when the network is gone. */
export const FIRST_WORDS = {
  board: BOARD,
  parts: PARTS,
  player: PLAYER,
  requestBar: REQUEST_BAR,
  shell: SHELL,
  story: STORY,
  walk: WALK,
};
