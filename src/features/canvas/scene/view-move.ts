/**
 * How the view goes elsewhere: straight there. On its way from one place to another of the same size it keeps that size, and what
 * is written on the board can be read all the time.
 */
export const VIEW_MOVE = { duration: 200, interpolate: 'linear' } as const;
