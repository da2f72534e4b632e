import { createContext, useContext } from "react";
import type { Statement } from "../api/types";

/** What somebody asked "why?" about: a statement, and where one figure was meant, its address and text. */
export interface Question {
  statement: Statement;
  address: string | undefined;
  text: string;
}

export const WhyContext = createContext<(question: Question) => void>(() => {});

/** Opens the Why panel of the shell. */
export const useWhy = () => useContext(WhyContext);
