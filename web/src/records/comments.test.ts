import { expect, it } from "vitest";
import type { RecordOf } from "../api/types";
import { threadsOf } from "./comments";

const said = (id: string, at: string, answers?: string) => ({ id, created: { at }, data: answers ? { answers } : {} }) as unknown as RecordOf;

it("puts answers under what they answer, in the order they were said", () => {
  const threads = threadsOf([said("d", "4", "b"), said("c", "3"), said("b", "2", "a"), said("a", "1"), said("e", "5", "gone")]);
  expect(threads.map(({ root, replies }) => [root.id, ...replies.map((one) => one.id)])).toEqual([["a", "b", "d"], ["c"], ["e"]]);
});

it("ends even where remarks answer each other", () => {
  expect(threadsOf([said("a", "1", "b"), said("b", "2", "a")]).length).toBeLessThanOrEqual(2);
});
