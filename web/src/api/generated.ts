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
  /** Only those it is about read it, whatever their roles */
  private: boolean;
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
  /** What the text names by @person and #record, as far as the viewer may see it */
  links: Mention[];
}

export interface Mention {
  /** As it stands in the text, with its mark */
  text: string;
  kind: string;
  id: string;
  key: string;
  title: string;
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

export interface KeepReport {
  /** Key or id */
  audience: string;
  /** Day since when it tells, as it was asked for */
  since?: string;
  /** The result that was looked at, as the answer names it; whatever it says now when empty */
  result?: string;
  /** Subjects of sentences that are not told */
  drop?: string[];
  /** Sentences in other words; they keep their facts */
  edits?: EditReport[];
  /** Sentences that a person adds */
  said?: SaidReport[];
  /** Approved by who sends this; a draft otherwise */
  approve?: boolean;
}

export interface EditReport {
  subject: string;
  text: string;
}

export interface SaidReport {
  part: "outcome" | "changed" | "dates" | "risks" | "asks" | "thanks";
  text: string;
}

export interface TodayAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: TodayItem[];
  sections?: TodaySection[];
  rules: TodayRule[];
  since?: TodaySince;
}

export interface Statement {
  id: string;
  segments: Segment[];
  evidence: Evidence[];
  level?: "bad" | "warn" | "info" | "good";
}

export interface Segment {
  text: string;
  as?: string;
  kind?: string;
  id?: string;
  key?: string;
  value?: Json;
  why?: string;
}

export interface Evidence {
  address: string;
  label: string;
  when?: string;
}

export interface FactsSeen {
  repositories: number;
  age_s: number;
  stale?: boolean;
}

export interface TodayItem {
  id: string;
  rule: string;
  cost: TodayCost;
  level: "bad" | "warn" | "info" | "good";
  statement: Statement;
  reason: Statement;
  since?: string;
  evidence: Evidence[];
  tags: string[];
  action: TodayAction;
  own?: boolean;
}

export interface TodayCost {
  hours: number;
  why: Statement;
}

export interface TodayAction {
  label: string;
  key: string;
  kind: string;
  href?: string;
}

export interface TodaySection {
  title: string;
  items: Statement[];
  own?: boolean;
}

export interface TodayRule {
  name: string;
  found: number;
  threshold: Statement;
  counts: Statement;
}

export interface TodaySince {
  day: string;
  parts: TodaySection[];
}

export interface PlanAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  start: string;
  end: string;
  projects: Named[];
  tasks: PlanTask[];
  milestones: PlanMilestone[];
  people: PersonLoad[];
  drivers: Statement[];
  gaps: Statement[];
  trials: number;
  bound?: PlanBoundRow;
  work: number;
  growth: number;
  cost?: PlanCostRow;
  stale: boolean;
}

export interface Named {
  kind: string;
  id: string;
  key: string;
  title: string;
}

export interface PlanTask {
  kind: string;
  id: string;
  key: string;
  title: string;
  project: string;
  status: string;
  people: Somebody[];
  start: string;
  finish: string;
  spread: Spread;
  critical: number;
  done: boolean;
  progress: number;
  left: number;
  after: PlanAfter[];
  pinned: boolean;
  deadline?: string;
  version: number;
}

export interface Somebody {
  id?: string;
  key?: string;
  title: string;
}

export interface Spread {
  p10: string;
  p50: string;
  p80: string;
  p90: string;
}

export interface PlanAfter {
  id: string;
  link: string;
}

export interface PlanMilestone {
  kind: string;
  id: string;
  key: string;
  title: string;
  project: string;
  finish: string;
  spread: Spread;
  done: boolean;
  promised?: string;
  to?: string;
  odds_then?: number;
  wanted?: string;
  odds?: number;
  confidence: number;
  curve: string[];
  version: number;
  says: Statement;
}

export interface PersonLoad {
  id?: string;
  key?: string;
  title: string;
  weeks: PlanLoadWeek[];
}

export interface PlanLoadWeek {
  week: string;
  work: number;
  has: number;
}

export interface PlanBoundRow {
  finish: string;
  gap_pct: number;
}

export interface PlanCostRow {
  currency: string;
  plan: number;
  p10: number;
  p50: number;
  p80: number;
  p90: number;
  budget?: number;
  odds?: number;
}

export interface PlanPreview {
  rows: PlanRow[];
  moved: PlanMoved[];
  notes: Statement[];
  gaps: Statement[];
  after?: PlanAnswer;
}

export interface PlanRow {
  label: Statement;
  before: string;
  after: string;
  better: number;
}

export interface PlanMoved {
  kind: string;
  id: string;
  key: string;
  title: string;
  before: PlanWindow;
  after: PlanWindow;
}

export interface PlanWindow {
  start: string;
  finish: string;
  people: Somebody[];
}

export interface WhoAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  repository: string;
  path: string;
  area?: string;
  items: WhoCandidate[];
  lines_by?: WrittenBy[];
  gone_part?: number;
  nobody_part?: number;
  middle_age_days?: number;
  old_part?: number;
  lines_said?: Statement;
}

export interface WhoCandidate {
  person: Somebody;
  knows: boolean;
  reason: Statement;
  lines_part?: number;
}

export interface WrittenBy {
  person: Somebody;
  part: number;
}

export interface AwayAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  who: Somebody;
  from?: string;
  to?: string;
  areas: Loss[];
  breaks: AwayChange[];
  kept: number;
}

export interface Loss {
  repository: string;
  area: string;
  lines: number;
  before: number;
  left: number;
  others: AwayCandidate[];
  seconds: AwayCandidate[];
}

export interface AwayCandidate {
  person: Somebody;
  reason: Statement;
  soon?: Statement;
}

export interface AwayChange {
  label: Statement;
  before: string;
  after: string;
  better: number;
}

export interface WhenAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  repository: string;
  remaining: number;
  by?: string;
  odds?: number;
  p10?: string;
  p50?: string;
  p80?: string;
  p90?: string;
  curve: string[];
  weeks: WhenWeek[];
  items: Statement[];
  record?: WhenRecord;
}

export interface WhenWeek {
  start: string;
  changes: number;
}

export interface WhenRecord {
  forecasts: number;
  right: number;
}

export interface KnowledgeAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  areas: Area[];
  trend: KnowledgeTrend[];
}

export interface Area {
  repository: string;
  name: string;
  lines: number;
  files: number;
  knowers: number;
  people: Somebody[];
  last?: string;
  age_days: number;
  gone: boolean;
  history: number[];
  evidence: Evidence[];
  lines_by?: WrittenBy[];
  gone_part?: number;
  nobody_part?: number;
  middle_age_days?: number;
  old_part?: number;
  lines_said?: Statement;
}

export interface KnowledgeTrend {
  repository: string;
  points: KnowledgePoint[];
  classic: number;
  said: Statement;
}

export interface KnowledgePoint {
  day: string;
  active: number;
  single: number;
  nobody: number;
}

export interface SkillsAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  skills: SkillColumn[];
  people: Somebody[];
  cells: SkillCell[];
  proposed: SkillsProposal[];
}

export interface SkillColumn {
  kind: string;
  id: string;
  key: string;
  title: string;
  category?: string;
  needed: number;
  tasks: Named[];
  holders: number;
}

export interface SkillCell {
  person: string;
  skill: string;
  level: number;
  goal?: number;
  claims: SkillsClaim[];
  contested: boolean;
  state?: "asserted" | "evidenced" | "contested" | "expired" | "unsaid" | "unseen";
  said?: Statement;
}

export interface SkillsClaim {
  source: string;
  level: number;
  when?: string;
  id: string;
}

export interface SkillsProposal {
  title: string;
  reason: Statement;
  evidence: SkillEvidence;
}

export interface SkillEvidence {
  languages?: string[];
  paths?: string[];
  dependencies?: string[];
  labels?: string[];
}

export interface DecidedAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: DecidedItem[];
  found: DecidedFound[];
  conflicts: Statement[];
}

export interface DecidedItem {
  kind: string;
  id: string;
  key: string;
  title: string;
  status: string;
  state: string;
  statement: Statement;
  outcome?: string;
  date?: string;
  due?: string;
  review?: string;
  deciders: Somebody[];
  supersedes: Named[];
  superseded_by: Named[];
  tasks: Named[];
  sensitivity: DecidedSensitivity;
  source?: string;
  rule?: string;
  checks: DecidedCheck[];
  chain: DecidedLink[];
  file?: DecidedFound;
}

export interface DecidedSensitivity {
  weights: number[];
  scores: DecidedScore[];
  leader?: string;
  tie?: boolean;
  flips: DecidedFlip[];
  joint?: DecidedJoint;
}

export interface DecidedScore {
  option: string;
  score: number;
  complete: boolean;
}

export interface DecidedFlip {
  criterion: string;
  weight: number;
  low: number;
  low_to?: string;
  high: number;
  high_to?: string;
}

export interface DecidedJoint {
  to: string;
  weights: number[];
  moved: number;
}

export interface DecidedCheck {
  repository: Named;
  state: string;
  statement: Statement;
  evidence: Evidence[];
}

export interface DecidedLink {
  kind: string;
  id: string;
  key: string;
  title: string;
  status: string;
  date?: string;
  statement: Statement;
  why?: string;
  here?: boolean;
}

export interface DecidedFound {
  title: string;
  status: string;
  outcome?: string;
  repository: string;
  path: string;
  since?: string;
  gone: string[];
  statement: Statement;
  evidence: Evidence[];
}

export interface TracesAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  task: Named;
  state: string;
  commits: Evidence[];
  count: number;
  waiting: Evidence[];
  maybe: TracesMaybe[];
}

export interface TracesMaybe {
  fact: Evidence;
  reason: Statement;
  confirm: { [name: string]: Json };
  refuse: { [name: string]: Json };
}

export interface AlignAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  objectives: AlignObjective[];
  orphans: AlignOrphan[];
  strategies: AlignStrategy[];
  bets: AlignBet[];
  hours: AlignTotals;
  since: Statement[];
  since_day?: string;
}

export interface AlignObjective {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  parent?: string;
  depth: number;
  status: string;
  state: string;
  owner?: Somebody;
  from: string;
  to: string;
  progress?: number;
  results: AlignResult[];
  projects: Named[];
  tasks: AlignCount;
  hours: AlignHours;
  with: AlignHours;
  changes: number;
  bets: Named[];
  statement: Statement;
}

export interface AlignResult {
  name: string;
  unit?: string;
  baseline: number;
  target: number;
  by: string;
  latest?: Value;
  progress?: number;
  series: Value[];
  state: string;
  said?: number;
  outlook?: AlignOutlook;
  milestones: Named[];
  plan?: number;
  weakest?: Named;
  statements: Statement[];
}

export interface Value {
  on: string;
  value: number;
  note?: string;
}

export interface AlignOutlook {
  p10: number;
  p50: number;
  p90: number;
  odds: number;
}

export interface AlignCount {
  open: number;
  doing: number;
  done: number;
}

export interface AlignHours {
  spent: number;
  left: number;
}

export interface AlignOrphan {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  tasks: number;
  left: number;
  statement: Statement;
}

export interface AlignStrategy {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  status: string;
  review?: string;
  due: boolean;
  readers: AlignReader[];
  unread: Somebody[];
  questions: AlignAsked[];
  statement: Statement;
}

export interface AlignReader {
  id?: string;
  key?: string;
  title: string;
  on?: string;
  current: boolean;
}

export interface AlignAsked {
  id: string;
  author: Somebody;
  text: string;
  on: string;
  answers: number;
  settled: boolean;
}

export interface AlignBet {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  strategy: string;
  horizon: string;
  because?: string;
  wrong_if: string;
  look?: string;
  due: boolean;
  end?: string;
  said?: number;
  share: number;
  hours: AlignHours;
  objectives: Named[];
  projects: Named[];
  decisions: Named[];
  drift: boolean;
  statement: Statement;
}

export interface AlignTotals {
  all: AlignHours;
  served: AlignHours;
  bet: AlignHours;
}

export interface PromisesAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  promises: PromisesPromise[];
  record: PromisesRecord;
  pairs: PromisesPair[];
  teams: PromisesTeam[];
}

export interface PromisesPromise {
  kind: string;
  id: string;
  key: string;
  title: string;
  at: string;
  version: number;
  from?: Named;
  to: Named;
  interface?: string;
  date: string;
  agreed: number;
  then?: number;
  odds?: number;
  source: string;
  p10?: string;
  p90?: string;
  safe?: string;
  state: string;
  said?: PromisesSaid;
  ended?: string;
  rests: Named[];
  waits: Named[];
  statement: Statement;
  moved: Statement[];
  steps: PromisesStep[];
}

export interface PromisesSaid {
  on: string;
  by?: Somebody;
  odds?: number;
  note?: string;
}

export interface PromisesStep {
  statement: Statement;
  href?: string;
}

export interface PromisesRecord {
  kept: number;
  broken: number;
  withdrawn: number;
  odds: number;
  low: number;
  high: number;
  statement: Statement;
}

export interface PromisesPair {
  from: Named;
  to: Named;
  open: number;
  short: number;
  record: PromisesRecord;
}

export interface PromisesTeam {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  purpose?: string;
  lead?: Somebody;
  offers: PromisesOffer[];
  statement: Statement;
}

export interface PromisesOffer {
  what: string;
  ask?: string;
  open: number;
}

export interface RequirementsAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: RequirementsItem[];
  counts: RequirementsCounts;
}

export interface RequirementsItem {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  project?: Named;
  parent?: Named;
  milestone?: Named;
  wanted?: string;
  type: string;
  priority: string;
  status: string;
  by: Named[];
  why?: string;
  shown: number;
  tasks: RequirementsTask[];
  done: number;
  changes: number;
  passed: number;
  failed: number;
  criteria: number;
  missing: string[];
  proved: boolean;
  statement: Statement;
}

export interface RequirementsTask {
  kind: string;
  id: string;
  key: string;
  title: string;
  status: string;
  changes: number;
}

export interface RequirementsCounts {
  open: number;
  proved: number;
  untraced: number;
  unplanned: number;
  unverified: number;
  unchecked: number;
  failed: number;
}

export interface TechnologyAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  languages: TechnologyLanguage[];
  dependencies: TechnologyDependency[];
  unreadable: string[];
}

export interface TechnologyLanguage {
  repository: string;
  name: string;
  files: number;
  lines: number;
}

export interface TechnologyDependency {
  ecosystem: string;
  name: string;
  direct: boolean;
  differs: boolean;
  uses: TechnologyUse[];
}

export interface TechnologyUse {
  repository: string;
  version?: string;
  kind: string;
  fact: Evidence;
}

export interface CodeHotspots {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: CodeHotspot[];
  ages: CodeAge[];
}

export interface CodeHotspot {
  repository: string;
  path: string;
  area?: string;
  lines: number;
  changes: number;
  fixes: number;
  coupled: number;
  heat: number;
  reason: Statement;
}

export interface CodeAge {
  repository: string;
  area: string;
  files: number;
  of: string;
  days: number;
  untouched: number;
}

export interface CodeCoupling {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  areas: CodePair[];
  files: CodePair[];
  across: CodePair[];
}

export interface CodePair {
  a: CodeSide;
  b: CodeSide;
  shared: number;
  degree: number;
  apart: boolean;
  reason: Statement;
}

export interface CodeSide {
  repository: string;
  area?: string;
  path?: string;
}

export interface InvestAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: InvestItem[];
}

export interface InvestItem {
  repository: string;
  area: string;
  lines: number;
  knowers: Somebody[];
  changes: number;
  reason: Statement;
  learners: AwayCandidate[];
}

export interface ReviewersAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  repository: string;
  title: string;
  aim: string;
  files: string[];
  author?: string;
  items: ReviewersCandidate[];
  codeowners: string;
  comment: string;
  waiting: ReviewersBranch[];
}

export interface ReviewersCandidate {
  person: Somebody;
  reason: Statement;
}

export interface ReviewersBranch {
  repository: string;
  name: string;
  ahead: number;
  when: string;
}

export interface ReviewersOwners {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  lines: ReviewersLine[];
}

export interface ReviewersLine {
  repository: string;
  line: number;
  path: string;
  files: number;
  owners: string[];
  knowers: Somebody[];
  state: string;
  said: Statement;
}

export interface LearnAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  repository: string;
  area: string;
  who?: Somebody;
  teachers: WhoCandidate[];
  files: LearnFile[];
  examples: LearnExample[];
}

export interface LearnFile {
  path: string;
  lines: number;
  reason: Statement;
}

export interface LearnExample {
  fact: Evidence;
  reason: Statement;
}

export interface AboutAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  person: Somebody;
  own: boolean;
  names: AboutName[];
  seen: Statement[];
  areas: AboutArea[];
  skills: SkillsPersonal[];
  pairs: AboutPair[];
}

export interface AboutName {
  repository: string;
  name: string;
  email: string;
  apart: AboutChange[];
}

export interface AboutChange {
  kind: string;
  id?: string;
  base_version?: number;
  op: "put" | "patch" | "delete";
  data?: { [name: string]: Json };
}

export interface AboutArea {
  repository: string;
  name: string;
  knows: boolean;
  reason: Statement;
}

export interface SkillsPersonal {
  skill: Named;
  level?: number;
  state: string;
  said: Statement;
  claims: SkillsClaim[];
}

export interface AboutPair {
  id: string;
  repository: string;
  a: Somebody;
  b: Somebody;
  said: Statement;
  reason: Statement;
  confirm: AboutChange[];
  deny: AboutChange[];
}

export interface AboutPairs {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  items: AboutPair[];
}

export interface TellAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  audience: TellAudience;
  audiences: TellAudience[];
  title: string;
  from: string;
  to: string;
  sections: TellSection[];
  words: TellWord[];
  reading: WordsReading;
  read: Statement;
  hard?: Statement;
  last?: Named;
  replaces?: Named;
  since: TellDifference[];
  result: string;
}

export interface TellAudience {
  kind: string;
  id: string;
  key: string;
  title: string;
  vocabulary: string;
  depth: string;
  hides: string[];
  wants?: string;
}

export interface TellSection {
  part: string;
  title: string;
  items: TellSentence[];
}

export interface TellSentence {
  subject: string;
  statement: Statement;
  new?: boolean;
}

export interface TellWord {
  term: string;
  plain: string;
}

export interface WordsReading {
  sentences: number;
  words: number;
  words_a_sentence: number;
  long: number;
  ease: number;
  time_s: number;
}

export interface TellDifference {
  what: string;
  subject: string;
  statement: Statement;
}

export interface OneononeAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  series: OneononeSeries[];
}

export interface OneononeSeries {
  id: string;
  version: number;
  lead: Somebody;
  person: Somebody;
  with: Somebody;
  state: "active" | "ended";
  every?: string;
  next?: string;
  last?: string;
  open: number;
  said: Statement;
}

export interface OneononePrepared {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  series: OneononeSeries;
  since: string;
  first: boolean;
  agenda: OneononePoint[];
  promised: OneononePoint[];
  parts: OneononePart[];
  talks: OneononeTalk[];
  earlier: number;
}

export interface OneononePoint {
  id: string;
  version: number;
  title: string;
  note?: string;
  by?: Somebody;
  raised?: string;
  carried: number;
  state: "open" | "done" | "dropped";
  talk?: string;
  owner?: Somebody;
  due?: string;
  late?: boolean;
}

export interface OneononePart {
  name: "finished" | "stuck" | "reviews" | "away" | "growth" | "actions" | "decisions" | "thanks";
  title: string;
  items: Statement[];
}

export interface OneononeTalk {
  id: string;
  version: number;
  on: string;
  notes?: string;
  points: OneononePoint[];
}

export interface SelfAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  person: Somebody;
  balance: SelfWanted | null;
  from: string;
  parts: SelfPart[];
  technical: SelfRange;
  seen: SelfRange;
  week: number;
  notes: Statement[];
}

export interface SelfWanted {
  id: string;
  version: number;
  technical: number;
  note?: string;
}

export interface SelfPart {
  name: "commits" | "reviews" | "talks" | "decisions" | "duty";
  side: "technical" | "managerial";
  week: SelfRange;
  said: Statement;
}

export interface SelfRange {
  low: number;
  high: number;
}

export interface HealthAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  groups: HealthGroup[];
  own: HealthGroup | null;
  notes: Statement[];
}

export interface HealthGroup {
  team?: Named;
  people: number;
  signs: HealthSign[];
}

export interface HealthSign {
  name: "load" | "alone" | "waiting" | "begun" | "leave" | "promises";
  said: Statement;
  trend?: Statement;
  helps: HealthHelp[];
  weeks?: HealthWeek[];
}

export interface HealthHelp {
  said: Statement;
  href: string;
}

export interface HealthWeek {
  week: string;
  work: number;
  has: number;
}

export interface CalibrationAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  tasks: number;
  own: number;
  record?: CalibrationRecord;
  promises: CalibrationPromises;
  mine?: CalibrationOwn;
  imports: Named[];
  items: Statement[];
}

export interface CalibrationRecord {
  tasks: number;
  batch: number;
  levels: CalibrationLevel[];
  pinball: number;
  width: number;
  places: number[];
  common: number;
  correction: number;
  bias: number;
}

export interface CalibrationLevel {
  percent: number;
  forecasts: number;
  right: number;
  low: number;
  high: number;
}

export interface CalibrationPromises {
  kept: number;
  broken: number;
  open: number;
  odds: number;
  past: CalibrationGiven[];
}

export interface CalibrationGiven {
  milestone: Named;
  date: string;
  to: string;
  odds?: number;
  kept: boolean;
}

export interface CalibrationOwn {
  tasks: number;
  low: number;
  middle: number;
  high: number;
  last?: string;
}

export interface OutlookAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  milestones: OutlookPast[];
  remaining: PlanBand[];
  projects: OutlookAhead[];
  objectives: OutlookAhead[];
  left: OutlookLeft[];
  since: Statement[];
  rewound: boolean;
}

export interface OutlookPast {
  kind: string;
  id: string;
  key: string;
  title: string;
  days: OutlookPoint[];
}

export interface OutlookPoint {
  day: string;
  p10: string;
  p50: string;
  p80: string;
  p90: string;
  wanted?: string;
  odds?: number;
}

export interface PlanBand {
  at: string;
  p10: number;
  p50: number;
  p90: number;
}

export interface OutlookAhead {
  kind: string;
  id: string;
  key: string;
  title: string;
  open: number;
  p10: string;
  p50: string;
  p80: string;
  p90: string;
  by?: string;
  odds?: number;
  statement: Statement;
  money?: OutlookMoney;
}

export interface OutlookMoney {
  currency: string;
  p10: number;
  p50: number;
  p80: number;
  p90: number;
  spent: number;
  budget?: number;
  odds?: number;
  statement?: Statement;
}

export interface OutlookLeft {
  day: string;
  left: number;
}

export interface RiskAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  risks: RiskRow[];
  suggestions: RiskSuggestion[];
  dismissed: number;
  stale: boolean;
}

export interface RiskRow {
  kind: string;
  id: string;
  key: string;
  title: string;
  version: number;
  probability: number;
  low?: number;
  high?: number;
  now: number;
  remains: number;
  hits: Named[];
  owner?: Somebody;
  response?: string;
  trigger?: string;
  watched: boolean;
  seen?: RiskSign;
  takes: RiskThreat[];
  statement: Statement;
  mitigations: RiskBuys[];
  cost?: Statement;
}

export interface RiskSign {
  statement: Statement;
  since: string;
}

export interface RiskThreat {
  milestone: Named;
  by?: string;
  promised: boolean;
  odds: number;
  odds_error: number;
  days: number;
  days_error: number;
  saves: boolean;
}

export interface RiskBuys {
  task: Named;
  done: boolean;
  counts: boolean;
  work: number;
  statement: Statement;
}

export interface RiskSuggestion {
  id: string;
  statement: Statement;
  reason: Statement;
  take: RiskData;
}

export interface EarningsAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  baselines: EarningsKept[];
  against?: Named;
  value?: EarningsValue;
  items: Statement[];
  odds: Statement[];
}

export interface EarningsKept {
  kind: string;
  id: string;
  key: string;
  title: string;
  taken: string;
  tasks: number;
  work: number;
  finish?: string;
}

export interface EarningsValue {
  total: number;
  planned: number;
  earned: number;
  spent: number;
  behind_days: number;
  growth: number;
}

export interface WaysAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  met: boolean;
  missed: WaysMissedRow[];
  conflict: Statement[];
  ways: WaysRow[];
  busy: boolean;
}

export interface WaysMissedRow {
  kind: string;
  id: string;
  key: string;
  title: string;
  statement: Statement;
}

export interface WaysRow {
  title: string;
  steps: Statement[];
  brings: Statement[];
  changes: StepChange[];
}

export interface StepChange {
  kind: string;
  id?: string;
  key?: string;
  base_version?: number;
  op: "put" | "patch";
  data: { [name: string]: Json };
}

export interface HelpsAnswer {
  question: string;
  headline: Statement;
  as_of: string;
  computed_at: string;
  facts: FactsSeen;
  missing?: Statement[];
  milestone?: Named;
  by?: string;
  odds?: number;
  confidence: number;
  steps: HelpsRow[];
  kept: Statement[];
  tried: number;
  busy: boolean;
  stale: boolean;
}

export interface HelpsRow {
  what: string;
  title: string;
  steps: Statement[];
  gain: Statement;
  then?: number;
  odds: number;
  odds_error: number;
  days: number;
  days_error: number;
  notes: Statement[];
  changes: StepChange[];
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
  /** Names or addresses that look alike and are somebody else's */
  apart?: string[];
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
  objectives?: string[];
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
  /** How much being late counts against other dates; 1 when empty */
  weight?: number;
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
  /** Those of its project when empty */
  objectives?: string[];
  requirements?: string[];
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
  /** How much being late counts against other dates; 1 when empty */
  weight?: number;
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
  /** With the two ends the forecast takes the mean of the three */
  probability_low?: string;
  probability_high?: string;
  /** Half of the probability when empty */
  mitigated?: string;
  /** Low, likely and high */
  cost?: string[];
  hits?: {
    task: string;
    /** Work added, such as 2-3-8d */
    delay: string;
  }[];
  response?: "avoid" | "reduce" | "transfer" | "accept" | "";
  mitigations?: string[];
  /** Watched when it begins with path, commit, task or after: path gateway/** 14d, commit revert, task PAY-20 late, after 2026-03-02 */
  trigger?: string;
  owner?: string;
  status?: "open" | "happened" | "closed" | "dismissed" | "";
  /** What in the evidence suggested it; never suggested again */
  suggestion?: string;
  why?: string;
}

/** A plan as it was when somebody agreed to it, to measure later plans against. */
export interface BaselineData {
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
  /** Of everything when empty */
  project?: string;
  taken: string;
  why?: string;
  tasks?: number;
  work?: string;
  finish?: string;
  /** Its name; the content itself is part of backups, not of exports */
  content: string;
}

/** Past work brought in from elsewhere: what was estimated and what it took. */
export interface TrackRecordData {
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
  source: string;
  tasks?: number;
  from?: string;
  to?: string;
  /** Its name; the content itself is part of backups, not of exports */
  content: string;
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
  /** What is true of the repositories while it is kept, such as: depends('github.com/jackc/pgx/v5') && !file('**\/kafka/**') */
  rule?: string;
  /** All of them when empty */
  repositories?: string[];
  later?: string;
  supersedes?: string[];
  tasks?: string[];
  objectives?: string[];
  bets?: string[];
  /** Address of the file it was read from */
  source?: string;
}

/** Where to, what is hard, the direction, and what is left out, on one page. */
export interface StrategyData {
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
  status: "draft" | "current" | "past";
  owner?: string;
  /** One paragraph */
  vision: string;
  /** What is hard, and what shows it */
  diagnosis?: {
    text: string;
    evidence?: string[];
  }[];
  direction?: string;
  without?: string[];
  from?: string;
  review?: string;
}

/** What a strategy puts work on, now, next or later, and what would prove it wrong. */
export interface BetData {
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
  strategy: string;
  horizon: "now" | "next" | "later";
  because?: string;
  wrong_if: string;
  look?: string;
  /** What was said should go to it */
  share?: string;
  owner?: string;
  /** Empty while it stands */
  end?: "held" | "proved wrong" | "dropped" | "";
  end_why?: string;
}

/** Says that a person has read something. Nobody says it for another. */
export interface ReadingData {
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
  person: string;
  read?: string;
  version?: number;
}

/** What work is for, with the key results that show whether it is reached. */
export interface ObjectiveData {
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
  why?: string;
  owner?: string;
  team?: string;
  from: string;
  to: string;
  /** The objective above it */
  parent?: string;
  bets?: string[];
  status: "draft" | "active" | "met" | "missed" | "dropped";
  results?: {
    name: string;
    /** Such as % or ms */
    unit?: string;
    /** The value at the start */
    baseline?: number;
    target?: number;
    /** The end of the period when empty */
    by?: string;
    /** The objective's when empty */
    owner?: string;
    /** What its owner believes */
    confidence?: string;
    milestones?: string[];
    /** In the order of their days */
    series?: {
      on: string;
      value?: number;
      note?: string;
    }[];
  }[];
}

/** Somebody the work matters to, and how they are kept told. */
export interface StakeholderData {
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
  type: "development team" | "project manager" | "product manager" | "cross-functional team" | "support and operations" | "external partner" | "executive" | "customer";
  /** Where they are one of the people here */
  person?: string;
  team?: string;
  contact?: string;
  projects?: string[];
  audience?: string;
  cadence?: "weekly" | "fortnightly" | "monthly" | "quarterly" | "when asked" | "";
  interest?: "low" | "medium" | "high" | "";
  influence?: "low" | "medium" | "high" | "";
  concerns?: string;
}

/** Who is told something, in which words and how deep. */
export interface AudienceData {
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
  vocabulary: "plain" | "business" | "technical";
  /** The outcome alone, a summary, or everything */
  depth: "outcome" | "summary" | "detail";
  wants?: string;
  hides?: ("money" | "people" | "risks" | "tasks" | "code" | "")[];
  cadence?: "weekly" | "fortnightly" | "monthly" | "quarterly" | "when asked" | "";
  /** Such as e-mail or the Monday meeting */
  channel?: string;
}

/** An entry of the glossary: a word of the trade in plain words. */
export interface TermData {
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
  plain: string;
  meaning?: string;
  /** Plurals, short forms, other spellings */
  forms?: string[];
  /** Not said to audiences that want plain words */
  technical?: boolean;
  /** For audiences that want plain words */
  instead?: string;
}

/** What an audience was told of a period: sentences with the facts behind them, and who approved them. */
export interface ReportData {
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
  /** Key of the audience, such as executives */
  for: string;
  /** Empty for one of the three that need no record */
  audience?: string;
  from: string;
  to: string;
  status: "draft" | "approved" | "sent";
  sentences?: {
    /** Name of what is told, the same in every report */
    subject?: string;
    part: "outcome" | "changed" | "dates" | "risks" | "asks" | "thanks";
    text: string;
    source: "computed" | "edited" | "said";
    was?: string;
    facts?: {
      address: string;
      label?: string;
    }[];
    /** What later reports are compared with */
    figures?: {
      name: string;
      on?: string;
      number?: number;
    }[];
  }[];
  words?: {
    term: string;
    plain: string;
  }[];
  approved_by?: string;
  approved?: string;
  sent?: {
    to: string;
    on: string;
    by?: string;
  }[];
  supersedes?: string;
}

/** What one team has promised another by a day, with the odds they agreed on. */
export interface PromiseData {
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
  /** The team that promises */
  from: string;
  /** The team that counts on it */
  to: string;
  /** How both will see that it is there */
  what?: string;
  /** Of what the promising team offers, such as an API or a test system */
  interface?: string;
  date: string;
  /** 80% when empty */
  odds?: string;
  /** Of the plan here; gives the odds */
  milestone?: string;
  /** Of the plan here; they give the odds, all of them together */
  tasks?: string[];
  waits?: string[];
  /** Appended, never edited */
  said?: {
    on: string;
    by?: string;
    /** Where they gave odds */
    odds?: string;
    note?: string;
  }[];
  status: "open" | "kept" | "broken" | "withdrawn";
  /** The day it was kept, broken or withdrawn */
  ended?: string;
  /** The promise that was withdrawn for it */
  replaces?: string;
}

/** What somebody needs, said so that it can be built and checked. */
export interface RequirementData {
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
  parent?: string;
  statement?: string;
  type: "functional" | "quality" | "constraint";
  priority: "must" | "should" | "could" | "won't";
  status: "proposed" | "accepted" | "delivered" | "rejected";
  owner?: string;
  milestone?: string;
  need?: {
    by?: string[];
    why?: string;
    value?: string;
    /** From customers or the market: any record or fact */
    evidence?: string[];
  };
  acceptance?: {
    text: string;
    how?: "test" | "measurement" | "demonstration" | "review" | "";
    /** Empty until it was verified */
    result?: "passed" | "failed" | "";
    on?: string;
    person?: string;
    evidence?: string;
  }[];
  feasibility?: {
    effort?: string;
    risks?: string[];
    options?: string[];
    recommendation?: string;
  };
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

/** A series of talks between two people. Only these two know of it. */
export interface OneOnOneData {
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
  lead: string;
  person: string;
  every?: "week" | "two weeks" | "month" | "quarter" | "";
  next?: string;
  state: "active" | "ended";
  about?: string;
}

/** One talk of a one-on-one, with the notes both share. */
export interface ConversationData {
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
  series: string;
  between: string[];
  on: string;
  notes?: string;
}

/** Something on the agenda of a one-on-one, until it is talked about or done. */
export interface TalkingPointData {
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
  series: string;
  between: string[];
  by?: string;
  raised?: string;
  state: "open" | "done" | "dropped";
  talk?: string;
  /** Empty where it is to be talked about only */
  owner?: string;
  due?: string;
  note?: string;
}

/** What somebody writes down for themselves alone. It is kept encrypted. */
export interface PrivateNoteData {
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
  author: string;
  series?: string;
  about?: string;
  on?: string;
  text: string;
}

/** How somebody wants to divide their own time. They alone know. */
export interface BalanceData {
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
  /** Part of the week, such as 60% */
  technical?: string;
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
  baseline: BaselineData;
  track_record: TrackRecordData;
  decision: DecisionData;
  strategy: StrategyData;
  bet: BetData;
  reading: ReadingData;
  objective: ObjectiveData;
  stakeholder: StakeholderData;
  audience: AudienceData;
  term: TermData;
  report: ReportData;
  promise: PromiseData;
  requirement: RequirementData;
  repository: RepositoryData;
  action_item: ActionItemData;
  one_on_one: OneOnOneData;
  conversation: ConversationData;
  talking_point: TalkingPointData;
  private_note: PrivateNoteData;
  balance: BalanceData;
  scenario: ScenarioData;
  comment: CommentData;
  evidence_link: EvidenceLinkData;
  snooze: SnoozeData;
  account: AccountData;
  organisation: OrganisationData;
}

export type KindName = keyof DataOf;
