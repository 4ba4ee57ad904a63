/** A sentence in which something stands that is more than text, such as a link: it is handed in, and each language puts it where it belongs. */
export type Parts<Node> = readonly (string | Node)[];
