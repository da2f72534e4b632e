import type { Field, Kind } from "../api/types";

const f = (name: string, label: string, type: Field["type"], more: Partial<Field> = {}): Field => ({ name, label, type, ...more });
const options = (...values: string[]) => values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

export const kinds: Kind[] = [
  {
    kind: "person", plural: "people", title: "Person", room: "people", doc: "Somebody of the team: what they do, when, and for how many hours.", prefix: "",
    fields: [
      f("role", "Role", "text"), f("level", "Ladder level", "text"), f("lead", "Lead", "ref", { ref: "person" }), f("zone", "Zone", "text", { help: "An IANA name, such as Europe/Vienna." }),
      f("capacity", "Hours a week", "minutes"), f("duty", "Duty share", "share", { help: "The part kept for support, on-call and meetings." }), f("rate", "Rate an hour", "money", { restricted: "rate" }), f("active_from", "Active from", "date"), f("tags", "Tags", "strings"),
    ],
  },
  {
    kind: "task", plural: "tasks", title: "Task", room: "deliver", doc: "A piece of work with what it needs and how long it may take.", prefix: "PAY",
    fields: [
      f("status", "Status", "enum", { enum: options("todo", "doing", "review", "blocked", "done", "dropped"), required: true }), f("work", "Work", "estimate", { help: "Low-likely-high, such as 24-32-56h, or one number." }),
      f("left", "Remaining work", "minutes"), f("people", "People", "ref", { ref: "person", list: true }), f("deadline", "Deadline", "date"), f("description", "Brief", "prose"),
      f("after", "After", "object", { list: true, fields: [f("task", "Task", "ref", { ref: "task" }), f("type", "Type", "enum", { enum: options("FS", "SS", "FF", "SF") })] }), f("tags", "Tags", "strings"),
    ],
  },
  { kind: "project", plural: "projects", title: "Project", room: "deliver", doc: "Work with a goal, a lead and a date.", prefix: "", fields: [f("goal", "Goal", "prose"), f("lead", "Lead", "ref", { ref: "person" }), f("status", "Status", "enum", { enum: options("proposed", "planned", "active", "closed") }), f("target", "Target", "date")] },
  { kind: "milestone", plural: "milestones", title: "Milestone", room: "deliver", doc: "What is promised, to whom and when.", prefix: "M", fields: [f("brings", "Brings", "prose"), f("date", "Date", "date")] },
  {
    kind: "decision", plural: "decisions", title: "Decision", room: "decide", doc: "A choice that matters, with its reasons.", prefix: "D",
    fields: [
      f("status", "Status", "enum", { enum: options("draft", "proposed", "accepted", "rejected", "superseded") }), f("context", "Context", "prose"), f("criteria", "Criteria", "object", { list: true, fields: [f("name", "Name", "text", { required: true }), f("weight", "Weight", "number")] }),
      f("options", "Options", "object", { list: true, fields: [f("name", "Name", "text", { required: true }), f("scores", "Scores", "object", { list: true, fields: [f("criterion", "Criterion", "text"), f("value", "Score", "number")] }), f("cost", "Cost", "money")] }),
      f("outcome", "Outcome", "text"), f("consequences", "Consequences", "prose"), f("deciders", "Deciders", "ref", { ref: "person", list: true }), f("due", "Due", "date"), f("review", "Review by", "date"),
    ],
  },
  { kind: "action_item", plural: "action items", title: "Action item", room: "grow", doc: "Something somebody said they would do.", prefix: "A", fields: [f("owner", "Owner", "ref", { ref: "person" }), f("due", "Due", "date"), f("state", "State", "enum", { enum: options("open", "done", "dropped") }), f("note", "Note", "prose")] },
  { kind: "skill", plural: "skills", title: "Skill", room: "people", doc: "What somebody can do, in levels.", prefix: "", fields: [f("category", "Category", "enum", { enum: options("technical", "domain", "leadership") }), f("levels", "What each level means", "strings")] },
  { kind: "skill_claim", plural: "skill claims", title: "Skill claim", room: "people", doc: "What somebody says of a person's level in a skill.", prefix: "", fields: [f("person", "Person", "ref", { ref: "person", required: true }), f("skill", "Skill", "ref", { ref: "skill", required: true }), f("level", "Level", "int"), f("goal", "Wants to reach", "int"), f("source", "Said by", "enum", { enum: options("self", "lead", "peer") }), f("when", "When", "date")] },
  { kind: "scenario", plural: "scenarios", title: "Scenario", room: "deliver", doc: "A what-if to come back to.", prefix: "", fields: [f("state", "State", "enum", { enum: options("open", "accepted", "dropped") })] },
  { kind: "repository", plural: "repositories", title: "Repository", room: "guide", doc: "Where code lives.", prefix: "", fields: [f("where", "Where", "text"), f("criticality", "Criticality", "enum", { enum: options("low", "medium", "high") })] },
  { kind: "snooze", plural: "snoozes", title: "Snooze", room: "settings", doc: "What was put off, until when.", prefix: "", fields: [f("item", "What", "text"), f("for", "For", "ref", { ref: "person" }), f("until", "Until", "date"), f("reason", "Why", "prose")] },
];
