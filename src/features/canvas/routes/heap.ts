interface Heap {
  readonly push: (item: number, cost: number) => void;
  /** The one of least cost; undefined: it is empty. */
  readonly pop: () => number | undefined;
}

/** Items by cost: a binary heap. */
export function createHeap(): Heap {
  const items: { readonly item: number; readonly cost: number }[] = [];
  const costAt = (index: number): number => items[index]?.cost ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [first, second] = [items[a], items[b]];
    if (first !== undefined && second !== undefined) [items[a], items[b]] = [second, first];
  };
  return {
    push: (item, cost) => {
      items.push({ item, cost });
      let at = items.length - 1;
      for (let above = (at - 1) >> 1; at > 0 && costAt(at) < costAt(above); above = (at - 1) >> 1) {
        swap(at, above);
        at = above;
      }
    },
    pop: () => {
      const top = items[0]?.item;
      swap(0, items.length - 1);
      items.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = costAt(right) < costAt(left) ? right : left;
        if (costAt(least) >= costAt(at)) return top;
        swap(at, least);
        at = least;
      }
    },
  };
}
