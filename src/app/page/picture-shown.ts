import type { KnownRoom } from '../../features/canvas/scene/use-room.ts';

/** True while a picture of the first board stands where the page will be (picture/place-picture.ts). */
export function isPictureShown(): boolean {
  const picture = document.getElementById('picture');
  return picture !== null && !picture.hidden;
}

/** How large the board of the picture is, and so that of the page, as who placed it found; undefined: there is none, or it is not placed yet. */
export function readPictureRoom(): KnownRoom | undefined {
  const canvas = isPictureShown() ? document.querySelector<HTMLElement>('#picture [data-region="canvas"]') : null;
  return JSON.parse(canvas?.dataset['room'] ?? 'null') ?? undefined;
}
