import { type KnownRoom, windowSize } from '../../features/canvas/scene/use-room.ts';

/** True while a picture of the first board stands where the page will be (picture/place-picture.ts). */
export function isPictureShown(): boolean {
  const picture = document.getElementById('picture');
  return picture !== null && !picture.hidden;
}

/** How large the board of the picture is, and so that of the page; undefined: there is none. */
export function readPictureRoom(): KnownRoom | undefined {
  const canvas = isPictureShown() ? document.querySelector('#picture [data-region="canvas"]') : null;
  if (canvas === null) return undefined;
  const { clientWidth: width, clientHeight: height } = canvas;
  const { top } = canvas.getBoundingClientRect();
  return { width, height, top, window: windowSize() };
}
