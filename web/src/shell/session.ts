import { createContext, useContext } from "react";
import type { Kind, Session } from "../api/types";

export interface Here {
  session: Session;
  kinds: Kind[];
  /** The organisation's day: every "ago" counts from it, never from the browser's clock. */
  today: string;
}

export const HereContext = createContext<Here | undefined>(undefined);

/** The signed-in session and the schema; only inside the shell. */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error("useHere outside the shell");
  return here;
}
