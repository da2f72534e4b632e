import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** The width of a box, followed as it changes. */
export function useWidth(start = 720): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const watch = new ResizeObserver(() => setWidth(node.clientWidth || start));
    watch.observe(node);
    setWidth(node.clientWidth || start);
    return () => watch.disconnect();
  }, [start]);
  return [box, width];
}
