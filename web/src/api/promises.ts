// What promises answers, under the names the page uses.
export type { PromisesAnswer, PromisesPair as Pair, PromisesPromise as Pledge, PromisesRecord as Score, PromisesTeam as Neighbour } from "./generated";
