// Something carried by the pointer onto something else. Nothing of the page is drawn anew
// while it is carried: the carried words and the mark of what lies under them are set by hand.
import type { PointerEvent as Pressed } from "react";

/** A press becomes a drag after so many pixels; before, it is a press. */
const slack = 5;
/** Within so many pixels of the screen's edge the page scrolls along. */
const edge = 48;

/** Follows a press until it is let go over an element that matches the selector. */
export function carry(event: Pressed<HTMLElement>, words: string, look: string, selector: string, drop: (target: HTMLElement) => void): void {
  if (event.button !== 0) return;
  const { clientX: fromX, clientY: fromY, currentTarget: source } = event;
  let ghost: HTMLElement | undefined;
  let over: HTMLElement | undefined;
  let scroll = 0;
  let frame = 0;
  const mark = (next: HTMLElement | undefined) => {
    if (next === over) return;
    over?.removeAttribute("data-over");
    next?.setAttribute("data-over", "");
    over = next;
  };
  const roll = () => {
    if (scroll) window.scrollBy(0, scroll);
    frame = requestAnimationFrame(roll);
  };
  const begin = () => {
    ghost = document.createElement("div");
    ghost.className = look;
    ghost.textContent = words;
    document.body.append(ghost);
    source.setAttribute("data-carried", "");
    frame = requestAnimationFrame(roll);
  };
  const moved = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (!ghost && Math.hypot(x - fromX, y - fromY) < slack) return;
    if (!ghost) begin();
    if (ghost) ghost.style.transform = `translate(${x + 10}px, ${y + 8}px)`;
    scroll = y < edge ? -14 : y > innerHeight - edge ? 14 : 0;
    mark(document.elementFromPoint(x, y)?.closest<HTMLElement>(selector) ?? undefined);
  };
  const end = () => {
    removeEventListener("pointermove", moved);
    removeEventListener("pointerup", released);
    removeEventListener("pointercancel", end);
    removeEventListener("keydown", escaped, true);
    cancelAnimationFrame(frame);
    source.removeAttribute("data-carried");
    ghost?.remove();
    mark(undefined);
  };
  const released = () => {
    const target = over;
    if (ghost) addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true));
    end();
    if (target) drop(target);
  };
  const escaped = (pressed: KeyboardEvent) => {
    if (pressed.key !== "Escape") return;
    pressed.stopPropagation();
    end();
  };
  addEventListener("pointermove", moved);
  addEventListener("pointerup", released);
  addEventListener("pointercancel", end);
  addEventListener("keydown", escaped, true);
}

/** The click that a drag ends with opens nothing. */
function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
