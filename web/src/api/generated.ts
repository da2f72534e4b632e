// Written by: go run ./cmd/plumbline-types. A Go test fails when it is out of date.

/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface RecordOf {
  kind: string;
  id: string;
  key: string;
  version: number;
  /** What people call it: its title, else its key, else what it refers to */
  title: string;
  /** The fields of the kind; references hold ids */
  data: Json;
  created: Stamp;
  updated: Stamp;
  /** What the viewer may do: write, delete, erase, undo */
  may: string[];
}

export interface Stamp {
  at: string;
  /** Id of the person; empty for the system */
  by: string;
  /** ui, cli, api, mcp, import, job, accept or undo */
  via: string;
}

export interface Page {
  items: RecordOf[];
  next: string;
}

export interface Write {
  /** The same id again gives the first result and changes nothing */
  change_id?: string;
  /** The version the change was made on; what others changed since is merged by field */
  base_version?: number;
  /** Wanted key; empty keeps it, or makes one */
  key?: string;
  reason?: string;
  data: Json;
}

export interface ChangeSet {
  /** The same id again gives the first result and changes nothing */
  change_id?: string;
  /** Only for files (import: a key names an existing record too) and accepted scenarios */
  via?: "import" | "accept";
  reason?: string;
  changes: Change[];
  /** Say what would happen and change nothing */
  preview?: boolean;
}

export interface Change {
  kind: string;
  /** Id or key of the record; an unused id, or empty, for a new one */
  id?: string;
  key?: string;
  base_version?: number;
  /** Refuse when the record has another version than base_version, instead of merging */
  exact?: boolean;
  op: "put" | "patch" | "delete" | "erase";
  data?: Json;
}

export interface Applied {
  change_id: string;
  /** It had been applied before */
  again?: boolean;
  applied: AppliedRecord[];
  diff: Diff[];
}

export interface AppliedRecord {
  kind: string;
  id: string;
  key: string;
  version: number;
  op?: string;
  created?: boolean;
}

export interface Diff {
  kind: string;
  id: string;
  key: string;
  title: string;
  op: string;
  fields: FieldDiff[];
}

export interface FieldDiff {
  field: string;
  before: Json;
  after: Json;
}

export interface History {
  entries: Entry[];
}

export interface Entry {
  change_id: string;
  at: string;
  /** null for the system */
  by: Ref | null;
  via: string;
  version: number;
  op: string;
  reason: string;
  sentences: string[];
  undoable: boolean;
  why_not: string;
}

export interface Ref {
  id: string;
  key: string;
  title: string;
}

export interface FoundList {
  items: Found[];
}

export interface Found {
  kind: string;
  id: string;
  key: string;
  title: string;
  /** What matched: key, title, tag or text */
  why: string;
}

export interface Session {
  /** null for a token or command that stands for nobody */
  person: Ref | null;
  roles: ("admin" | "lead" | "member")[];
  organisation: Organisation;
  demo: boolean;
  /** The day answers are given for, in the organisation's zone */
  as_of: string;
  /** Of the program */
  version: string;
  /** Sections that exist */
  rooms: string[];
}

export interface Organisation {
  name: string;
  zone: string;
  currency: string;
  hours_per_day: number;
  today: string;
  /** How many are here today */
  people: number;
}

export interface SignIn {
  /** The secret of a one-time link */
  link: string;
}

export interface Schema {
  kinds: Kind[];
}

export interface Kind {
  kind: string;
  plural: string;
  title: string;
  room: string;
  doc: string;
  prefix: string;
  /** There is exactly one */
  single: boolean;
  /** create, where the viewer's roles allow it */
  may: string[];
  fields: Field[];
}

export interface Field {
  name: string;
  label: string;
  help: string;
  type: "text" | "prose" | "bool" | "int" | "number" | "enum" | "ref" | "date" | "instant" | "minutes" | "estimate" | "money" | "share" | "object" | "strings";
  /** The kind a reference points to */
  ref: string;
  enum: Choice[];
  required: boolean;
  list: boolean;
  /** Of an object */
  fields: Field[];
  /** The label of the right that is needed to see it; empty for none */
  restricted: string;
}

export interface Choice {
  value: string;
  label: string;
}

export interface Job {
  id: string;
  name: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "stopped";
  progress: Progress;
  created: string;
  started?: string;
  ended?: string;
  error: string;
}

export interface Progress {
  stage: string;
  done: number;
  total: number;
}

export interface Jobs {
  items: Job[];
}

export interface Fact {
  address: string;
  label: string;
  kind: string;
  when?: string;
  who?: string;
  lines: FactLine[];
  links: FactLink[];
}

export interface FactLine {
  label: string;
  text: string;
}

export interface FactLink {
  text: string;
  href: string;
}

export interface Prose {
  text: string;
}

export interface HTML {
  html: string;
}

export interface Tokens {
  items: Token[];
}

export interface Token {
  id: string;
  name: string;
  type: "session" | "token" | "link";
  scopes: string[];
  created: string;
  expires?: string;
  used?: string;
}

export interface NewToken {
  name: string;
  /** read, write, private */
  scopes: string[];
  /** How long it is good for; 90 when not given */
  days?: number;
}

export interface Secret {
  secret: string;
}

export interface OneTimeLink {
  url: string;
}

export interface Problem {
  /** about:blank */
  type: string;
  /** The status in words */
  title: string;
  status: number;
  /** A sentence for people */
  detail: string;
  /** For programs */
  code: string;
  /** What to do next */
  hint?: string;
  /** Everything that is wrong, not only the first */
  problems?: Place[];
  /** Fields that were changed here and by somebody else */
  conflicts?: Conflict[];
}

export interface Place {
  /** file:line:column, or changes[i]:line:column */
  place?: string;
  /** Path inside the record, such as seats[0].needs[1].skill */
  field?: string;
  text: string;
  hint?: string;
}

export interface Conflict {
  field: string;
  base: Json;
  yours: Json;
  theirs: Json;
}

/** Somebody of the organisation, or a coding agent that takes tasks. */
export interface PersonData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  role?: string;
  level?: string;
  email?: string;
  teams?: string[];
  lead?: string;
  /** IANA name; the organisation's when empty */
  zone?: string;
  calendar?: string;
  /** Of contract, such as 32h; the working week when empty */
  capacity?: string;
  /** Reserved for support, on-call, meetings */
  duty?: string;
  rate?: string;
  from?: string;
  to?: string;
  /** Takes tasks; its work is reviewed by a person */
  agent?: boolean;
  /** Proposed from the repository's history */
  derived?: boolean;
}

/** People with a common purpose, what they offer and how to ask. */
export interface TeamData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  purpose?: string;
  lead?: string;
  interfaces?: {
    offers: string;
    ask?: string;
  }[];
  agreements?: string;
}

/** Something people can know, what its levels mean, and how evidence shows it. */
export interface SkillData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  category?: "technical" | "domain" | "leadership" | "";
  levels?: string[];
  evidence?: {
    languages?: string[];
    paths?: string[];
    dependencies?: string[];
    labels?: string[];
  };
  /** How fast it fades unused */
  half_life_days?: number;
}

/** What somebody says of a person's level in a skill, and the wish to grow in it. */
export interface SkillClaimData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  person: string;
  skill: string;
  /** 0 to 5 */
  level?: number;
  /** 0 to 5; 0 when no goal */
  goal?: number;
  source: "self" | "lead" | "peer";
  /** -1 (rather not) to 2 (eager) */
  interest?: number;
  when?: string;
}

/** Days on which a person works less or not at all. */
export interface AbsenceData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  person: string;
  from: string;
  to: string;
  /** All of it when empty */
  share?: string;
  /** Private to the person and the lead */
  reason?: string;
}

/** A working pattern with holidays that people can share. */
export interface CalendarData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  /** The person's or the organisation's when empty */
  zone?: string;
  days?: {
    day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
    /** Such as 09:00-12:30 */
    hours: string[];
  }[];
  region?: string;
  holidays?: string[];
  /** Address of an iCalendar feed */
  feed?: string;
}

/** A name, address or login in the evidence, and whose it is. What a person says here stands over the product's guess. */
export interface IdentityData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  /** Empty: belongs to nobody here */
  person?: string;
  name?: string;
  email?: string;
  /** At a forge, such as github:ana */
  login?: string;
  bot?: boolean;
}

/** Work toward a goal. Its key numbers its tasks. */
export interface ProjectData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  goal?: string;
  status: "proposed" | "planned" | "active" | "closing" | "closed" | "cancelled";
  sponsor?: string;
  lead?: string;
  teams?: string[];
  start?: string;
  target?: string;
  budget?: string;
  repositories?: string[];
  /** Odds wanted for each promise; 80% when empty */
  confidence?: string;
  health?: "good" | "strained" | "bad" | "";
  health_why?: string;
}

/** An environment, a device, a licence or a machine that tasks hold while they run. */
export interface EquipmentData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  type?: "environment" | "device" | "licence" | "machine" | "";
  /** How many units can be held at once; 1 when empty */
  capacity?: number;
  /** Hours it can be used; always when empty */
  calendar?: string;
  /** Of one unit while a task holds it */
  cost?: string;
  /** Whom to ask */
  owner?: string;
}

/** One piece of work with its seats, estimate, order and progress. */
export interface TaskData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  project: string;
  parent?: string;
  brief?: {
    outcome?: string;
    why?: string;
    constraints?: string;
    done_when?: string;
    ask?: string;
  };
  status: "todo" | "doing" | "review" | "blocked" | "done" | "dropped";
  /** Such as 5d, or low-likely-high like 24-32-56h */
  work?: string;
  /** Working time that every seat is held */
  lasts?: string;
  left?: string;
  left_known?: boolean;
  actual?: string;
  started?: string;
  finished?: string;
  seats?: {
    needs?: {
      skill: string;
      level?: number;
    }[];
    /** Equal parts when empty */
    work?: string;
    min?: number;
    max?: number;
    candidates?: string[];
  }[];
  after?: {
    task: string;
    /** Finish to start when empty */
    link?: "FS" | "SS" | "FF" | "SF" | "";
    lag?: string;
    /** A negative lag */
    lead?: string;
    elapsed?: boolean;
  }[];
  not_before?: string;
  deadline?: string;
  /** Higher goes first among equals */
  priority?: number;
  /** Must do it */
  people?: string[];
  uses?: {
    equipment: string;
    /** 1 when empty */
    units?: number;
  }[];
  together?: boolean;
  split?: boolean;
  stretch?: boolean;
  areas?: string[];
  /** For the track record of estimates */
  kind_of_work?: string;
  /** Written by accepting a plan; the next plan may move it */
  planned?: {
    people?: string[];
    from?: string;
    to?: string;
    /** A person fixed the start; the plan must keep it */
    pinned?: boolean;
  };
  /** Address at the forge */
  external?: string;
  log?: {
    on?: string;
    text?: string;
  }[];
}

/** What is brought at a date, the tasks it needs and the promises made. */
export interface MilestoneData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  project: string;
  brings?: string;
  /** All tasks of the project when empty */
  tasks?: string[];
  target?: string;
  gate?: string;
  /** Appended, never edited */
  promises?: {
    date: string;
    to: string;
    /** When it was promised */
    odds?: string;
    at?: string;
    /** The plan it rested on */
    plan?: string;
    end?: "kept" | "broken" | "withdrawn" | "";
  }[];
}

/** Something that may happen, how likely, and what it would do to dates and money. */
export interface RiskData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  project?: string;
  cause?: string;
  event?: string;
  effect?: string;
  probability: string;
  /** Low, likely and high */
  cost?: string[];
  hits?: {
    task: string;
    /** Work added, such as 2-3-8d */
    delay: string;
  }[];
  response?: "avoid" | "reduce" | "transfer" | "accept" | "";
  mitigations?: string[];
  trigger?: string;
  owner?: string;
  status?: "open" | "happened" | "closed" | "";
}

/** A choice with its context, criteria, options, outcome and consequences. */
export interface DecisionData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  status: "draft" | "proposed" | "accepted" | "rejected" | "deprecated" | "superseded";
  date?: string;
  due?: string;
  review?: string;
  deciders?: string[];
  consulted?: string[];
  informed?: string[];
  context?: string;
  drivers?: string[];
  criteria?: {
    name: string;
    weight?: number;
    why?: string;
  }[];
  options?: {
    name: string;
    text?: string;
    scores?: {
      criterion: string;
      value?: number;
      why?: string;
    }[];
    cost?: string;
    feasibility?: string;
    pros?: string[];
    cons?: string[];
    neutral?: string[];
  }[];
  /** The option chosen */
  outcome?: string;
  why?: string;
  consequences?: string;
  expected?: string;
  confidence?: string;
  confirmation?: string;
  later?: string;
  supersedes?: string[];
  tasks?: string[];
  /** Address of the file it was read from */
  source?: string;
}

/** A git repository whose history is evidence. */
export interface RepositoryData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  /** Of a local repository */
  path?: string;
  /** Of the remote */
  url?: string;
  /** Found by itself when empty */
  branch?: string;
  teams?: string[];
  components?: {
    name: string;
    globs?: string[];
  }[];
  criticality?: "low" | "normal" | "high" | "";
  /** Names or addresses */
  bots?: string[];
}

/** Something a person said they would do, by when, and where it came from. */
export interface ActionItemData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  owner: string;
  due?: string;
  /** Record it came from */
  source?: string;
  state: "open" | "done" | "dropped";
  note?: string;
}

/** A change set that was kept and not applied: a what-if to come back to. */
export interface ScenarioData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  note?: string;
  changes?: {
    kind: string;
    id?: string;
    base_version?: number;
    op: "put" | "patch" | "delete";
    /** Content as JSON */
    data?: string;
  }[];
  state?: "open" | "accepted" | "dropped" | "";
}

/** A remark on any record. */
export interface CommentData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  on: string;
  author: string;
  answers?: string;
  text: string;
  mentions?: string[];
  settled?: boolean;
}

/** Ties a record to a fact: stated, or suggested and confirmed. */
export interface EvidenceLinkData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  record: string;
  /** Address, such as git:<root>@<commit> */
  fact: string;
  state: "suggested" | "confirmed" | "refused";
}

/** Something on Today that a person put off, until when and why. */
export interface SnoozeData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  /** Stable name of the item on Today */
  item: string;
  for: string;
  until: string;
  reason?: string;
}

/** What a person may do here. */
export interface AccountData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  person: string;
  roles?: ("admin" | "lead" | "member" | "")[];
  /** May no longer sign in */
  closed?: boolean;
}

/** Zone, currency, length of a day of work and the working week. */
export interface OrganisationData {
  /** What people call it */
  title: string;
  tags?: string[];
  /** To any record or fact */
  links?: {
    /** relates, evidence, supersedes, answers … */
    rel: string;
    /** kind/key of a record, or the address of a fact */
    to: string;
  }[];
  /** IANA name, such as Europe/Berlin */
  zone: string;
  /** ISO 4217, such as EUR */
  currency: string;
  /** Such as 8h */
  hours_per_day: string;
  week_start?: "monday" | "sunday" | "saturday" | "";
  /** Monday to Friday when empty */
  work_days?: ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "")[];
  /** Local time, such as 09:00 */
  day_starts?: string;
  /** Country, such as DE or US; empty for none */
  region?: string;
  /** Days on which nobody works, besides the public holidays */
  holidays?: string[];
  /** Shown instead of people's own rates */
  blended_rate?: string;
  /** Synthetic organisation */
  demo?: boolean;
}

/** The content of each kind of record. */
export interface DataOf {
  person: PersonData;
  team: TeamData;
  skill: SkillData;
  skill_claim: SkillClaimData;
  absence: AbsenceData;
  calendar: CalendarData;
  identity: IdentityData;
  project: ProjectData;
  equipment: EquipmentData;
  task: TaskData;
  milestone: MilestoneData;
  risk: RiskData;
  decision: DecisionData;
  repository: RepositoryData;
  action_item: ActionItemData;
  scenario: ScenarioData;
  comment: CommentData;
  evidence_link: EvidenceLinkData;
  snooze: SnoozeData;
  account: AccountData;
  organisation: OrganisationData;
}

export type KindName = keyof DataOf;
