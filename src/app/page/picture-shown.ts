/** True while a picture of the first board stands where the page will be (picture/place-picture.ts). */
export function isPictureShown(): boolean {
  const picture = document.getElementById('picture');
  return picture !== null && !picture.hidden;
}
