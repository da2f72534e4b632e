import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** How far a box begins below the page's top, in pixels, followed as what stands above it grows: where a list that draws only the rows in view begins. */
export function useTop(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      const at = box.current?.getBoundingClientRect().top;
      if (at !== undefined) setTop(Math.round(at + window.scrollY));
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  return [box, top];
}
