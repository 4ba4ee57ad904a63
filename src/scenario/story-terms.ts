/** In the terms of a part, the network of a cluster of which nobody has said what connects its pods: policies are enforced there. */
export const UNNAMED_CNI = 'unnamed';
