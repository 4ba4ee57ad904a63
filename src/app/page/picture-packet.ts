/** How long the packet of the picture has been on its way (picture/draw-packet.ts); undefined: there is none, or it stands. */
export function readPacketTime(): (() => number) | undefined {
  const [animation] = document.querySelector('#picture [data-packet]')?.getAnimations() ?? [];
  const { startTime, timeline, effect } = animation ?? {};
  const end = Number(effect?.getComputedTiming().endTime);
  if (typeof startTime !== 'number' || animation?.playState === 'paused') return undefined;
  // The picture may be gone when this is asked: the time of its page goes on.
  return () => Math.min(Number(timeline?.currentTime) - startTime, end);
}
