import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";
import { useTop } from "../ui/useTop";

interface Rows {
  /** Goes on the element whose top is the top of the first row. */
  box: RefObject<HTMLDivElement | null>;
  /** The rows in view and some around them. */
  items: number[];
  /** The height of the rows not drawn, above and below, in pixels. */
  before: number;
  after: number;
  toIndex: (index: number) => void;
}

/** Which of many rows of one height are worth drawing while the page scrolls. */
export function useRows(count: number, height: number, overscan = 12): Rows {
  const [box, scrollMargin] = useTop();
  const virtual = useWindowVirtualizer({ count, estimateSize: () => height, overscan, scrollMargin });
  const items = virtual.getVirtualItems().map((item) => item.index);
  const toIndex = useCallback((index: number) => virtual.scrollToIndex(index), [virtual]);
  const first = items[0] ?? 0;
  const last = items.at(-1) ?? -1;
  return { box, items, before: first * height, after: Math.max(0, count - last - 1) * height, toIndex };
}
