/** What a board is called to which nobody has given a title. */
export const UNTITLED = 'Untitled';
