import type { Lens } from '../../scenario/document/document.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The room that a board was laid out for when somebody began to move things is kept among the names of what is unfolded:
 * "room:objects:700x560". What its name begins with; wires stand as in Objects.
 */
export function roomName(lens: Lens): string {
  return `room:${lens === 'application' ? lens : 'objects'}:`;
}

/** What such a name says; undefined: the room of a common screen. */
export function readRoom(name: string | undefined): Size | undefined {
  const [width = 0, height = 0] = (name ?? '').split(/[:x]/).slice(2).map(Number);
  return width > 0 && height > 0 ? { width, height } : undefined;
}
