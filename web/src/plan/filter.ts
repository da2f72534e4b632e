// The part of the plan that is looked at, as the address holds it: every shape shows it,
// and what is exported is it too. The server reads the same names (plan.Filter).
import type { PlanAnswer } from "../api/answers";

export interface PlanFilter {
  /** Key or id. */
  project: string;
  person: string;
  /** Part of a title or a key. */
  q: string;
}

export const readFilter = (search: Record<string, string | undefined>): PlanFilter => ({ project: search["project"] ?? "", person: search["person"] ?? "", q: search["q"] ?? "" });

export const isFiltered = ({ project, person, q }: PlanFilter): boolean => [project, person, q.trim()].some((part) => part !== "");

/** The plan cut to what the filter takes; the headline and the load stay those of all of it. */
export function only(plan: PlanAnswer, filter: PlanFilter): PlanAnswer {
  if (!isFiltered(filter)) return plan;
  const keys = new Map(plan.projects.map((one) => [one.id, one.key.toLowerCase()]));
  const text = filter.q.trim().toLowerCase();
  const inside = (project: string) => !filter.project || project === filter.project || keys.get(project) === filter.project.toLowerCase();
  const says = (one: { key: string; title: string }) => one.title.toLowerCase().includes(text) || one.key.toLowerCase().includes(text);
  const tasks = plan.tasks.filter((one) => inside(one.project) && says(one) && (!filter.person || one.people.some((person) => person.id === filter.person || person.key === filter.person)));
  const milestones = plan.milestones.filter((one) => inside(one.project) && says(one) && !filter.person);
  const used = new Set([...tasks, ...milestones].map((one) => one.project));
  return { ...plan, tasks, milestones, projects: plan.projects.filter((one) => used.has(one.id)) };
}
