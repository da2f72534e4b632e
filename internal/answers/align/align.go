// Package align answers whether the work serves what it is for: which work serves no
// objective, which objectives nobody works on, where the hours go by objective and by
// bet, and how likely each key result is by its day, once from its values and once from
// the milestones that bring it.
package align

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is how work and purpose hang together.
type Answer struct {
	answer.Head
	Objectives []Objective           `json:"objectives"` // as a tree: each after the one it serves
	Orphans    []Orphan              `json:"orphans"`    // open projects with work that serves nothing, most work first
	Strategies []Strategy            `json:"strategies"`
	Bets       []Bet                 `json:"bets"` // now, next, later
	Hours      Totals                `json:"hours"`
	Since      []statement.Statement `json:"since"` // what changed in a week; empty when nothing is known of it
	SinceDay   record.Date           `json:"since_day,omitempty"`
}

// Totals is all work of open projects, and how much of it serves an objective and a bet.
type Totals struct {
	All    Hours `json:"all"`
	Served Hours `json:"served"`
	Bet    Hours `json:"bet"`
}

// Objective is one objective with what serves it. Hours of work that serves several are
// split evenly among them.
type Objective struct {
	answer.Rec
	Version   int                 `json:"version"`
	Parent    record.ID           `json:"parent,omitempty"`
	Depth     int                 `json:"depth"`
	Status    string              `json:"status"`
	State     string              `json:"state"` // reached, off, idle, on, untold, closed
	Owner     *answer.Person      `json:"owner,omitempty"`
	From      record.Date         `json:"from"`
	To        record.Date         `json:"to"`
	Progress  *float64            `json:"progress,omitempty"` // mean of its key results, 0–1
	Results   []Result            `json:"results"`
	Projects  []answer.Rec        `json:"projects"` // that name it
	Tasks     Count               `json:"tasks"`    // that serve it, however they come to it
	Hours     Hours               `json:"hours"`
	With      Hours               `json:"with"`    // with those of the objectives that serve it
	Changes   int                 `json:"changes"` // commits of the last 90 days that name its tasks
	Bets      []answer.Rec        `json:"bets"`
	Statement statement.Statement `json:"statement"`
	below     int                 `json:"-"` // open tasks, with those of the objectives that serve it
}

// Count is how many tasks are where.
type Count struct {
	Open  int `json:"open"`
	Doing int `json:"doing"` // of the open ones, begun
	Done  int `json:"done"`
}

// Orphan is a project whose open work serves no objective.
type Orphan struct {
	answer.Rec
	Version   int                 `json:"version"`
	Tasks     int                 `json:"tasks"`
	Left      float64             `json:"left"` // minutes
	Statement statement.Statement `json:"statement"`
}

// Options of Ask.
type Options struct {
	Today record.Date
	Zone  *time.Location
	Marks map[record.ID]Mark // milestones by id, from the newest plan; nil without one
	Plan  statement.Fact     // where the odds of milestones come from
}

// asking is one answer in the making.
type asking struct {
	Options
	view    *snapshot.View
	ties    *ties
	tasks   []snapshot.Typed[*deliver.Task]
	changes map[string]int
	at      map[record.ID]*Objective
	orphans map[record.ID]*Orphan
	bets    map[record.ID]*Bet
	answer  *Answer
}

// Ask answers from everything the viewer may see.
func Ask(w *world.World, v *snapshot.View, o Options) *Answer {
	a := &Answer{Objectives: []Objective{}, Orphans: []Orphan{}, Strategies: []Strategy{}, Bets: []Bet{}, Since: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "align", o.Today, w.Now, w.Facts()
	q := &asking{Options: o, view: v, tasks: snapshot.List[deliver.Task](v, "task"), changes: changes(w, o.Today, o.Zone), answer: a,
		at: map[record.ID]*Objective{}, orphans: map[record.ID]*Orphan{}, bets: map[record.ID]*Bet{}}
	q.ties = newTies(v, q.tasks)
	q.objectives()
	q.betting()
	for i := range q.tasks {
		q.task(&q.tasks[i])
	}
	q.sumUp()
	q.orphaned()
	q.drift()
	q.strategies()
	a.Headline = a.headline()
	if len(a.Objectives) == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	return a
}

// changes counts the commits of the last 90 days that name each key.
func changes(w *world.World, today record.Date, zone *time.Location) map[string]int {
	out := map[string]int{}
	from := today.Add(-recently).In(zone)
	for _, r := range w.Repos {
		for i := range r.Commits {
			if r.Commits[i].Committed.Before(from) {
				continue
			}
			for _, k := range r.Commits[i].Keys {
				out[strings.ToUpper(k)]++
			}
		}
	}
	return out
}

// objectives lays the tree: roots by key, each followed by those that serve it.
func (q *asking) objectives() {
	all := snapshot.List[align.Objective](q.view, "objective")
	below := map[record.ID][]snapshot.Typed[*align.Objective]{}
	for _, o := range all {
		up := string(o.Body.Parent)
		if q.ties.objectives[up] == nil {
			up = ""
		}
		below[up] = append(below[up], o)
	}
	q.answer.Objectives = make([]Objective, 0, len(all))
	var lay func(up record.ID, depth int)
	lay = func(up record.ID, depth int) {
		for _, o := range below[up] {
			q.answer.Objectives = append(q.answer.Objectives, q.objective(o, up, depth))
			lay(o.ID, depth+1)
		}
	}
	lay("", 0)
	for i := range q.answer.Objectives {
		q.at[q.answer.Objectives[i].ID] = &q.answer.Objectives[i]
	}
	for _, p := range snapshot.List[deliver.Project](q.view, "project") {
		for _, ref := range p.Body.Objectives {
			if o := q.at[string(ref)]; o != nil {
				o.Projects = append(o.Projects, answer.RecOf(q.view, "project", p.ID))
			}
		}
	}
}

func (q *asking) objective(o snapshot.Typed[*align.Objective], up record.ID, depth int) Objective {
	b := o.Body
	out := Objective{Rec: answer.RecOf(q.view, "objective", o.ID), Version: o.Version, Parent: up, Depth: depth, Status: b.Status, From: b.From, To: b.To,
		Results: []Result{}, Projects: []answer.Rec{}, Bets: []answer.Rec{}}
	if b.Owner != "" {
		p := answer.PersonOf(q.view, string(b.Owner))
		out.Owner = &p
	}
	sum, known := 0.0, 0
	for i := range b.Results {
		r := q.result(o.Record, b, &b.Results[i])
		if r.Progress != nil {
			sum, known = sum+*r.Progress, known+1
		}
		out.Results = append(out.Results, r)
	}
	if known > 0 {
		mean := sum / float64(len(b.Results))
		out.Progress = &mean
	}
	for _, ref := range q.ties.bets(o.ID) {
		out.Bets = append(out.Bets, answer.RecOf(q.view, "bet", string(ref)))
	}
	return out
}

// task gives one task's work to what it serves.
func (q *asking) task(t *snapshot.Typed[*deliver.Task]) {
	h := q.ties.hours(t.ID, t.Body, q.Today)
	if t.Body.Status == "dropped" || !q.ties.counts(t.Body) && h.Spent == 0 {
		return
	}
	if !q.ties.counts(t.Body) {
		h.Left = 0
	}
	q.answer.Hours.All.add(h, 1)
	serves := q.ties.serves(t.Body)
	if len(serves) == 0 {
		q.orphan(t, h)
		return
	}
	q.answer.Hours.Served.add(h, 1)
	for _, id := range serves {
		part := 1 / float64(len(serves))
		o := q.at[id]
		o.Hours.add(h, part)
		o.Changes += q.changes[strings.ToUpper(t.Key)]
		o.count(t.Body)
		q.betOn(id, h, part)
	}
}

func (o *Objective) count(b *deliver.Task) {
	switch b.Status {
	case "done":
		o.Tasks.Done++
	case "doing", "review":
		o.Tasks.Open++
		o.Tasks.Doing++
	default:
		o.Tasks.Open++
	}
}

func (q *asking) orphan(t *snapshot.Typed[*deliver.Task], h Hours) {
	if t.Body.Done() || !q.ties.counts(t.Body) {
		return
	}
	id := string(t.Body.Project)
	o := q.orphans[id]
	if o == nil {
		o = &Orphan{Rec: answer.RecOf(q.view, "project", id)}
		if r := q.view.Get("project", id); r != nil {
			o.Version = r.Version
		}
		q.orphans[id] = o
	}
	o.Tasks++
	o.Left += h.Left
}

// sumUp carries work up the tree and says where each objective stands. Those that serve
// another stand after it, so going backwards meets them first.
func (q *asking) sumUp() {
	list := q.answer.Objectives
	for i := len(list) - 1; i >= 0; i-- {
		o := &list[i]
		o.With.add(o.Hours, 1)
		o.below += o.Tasks.Open
		if up := q.at[o.Parent]; up != nil {
			up.With.add(o.With, 1)
			up.below += o.below
		}
		q.judge(o)
	}
}

func (q *asking) orphaned() {
	for _, o := range q.orphans {
		o.Statement = statement.New("align.orphan", o.Arg("project"), statement.N("n", o.Tasks), statement.Work("hours", o.Left)).At(statement.Info)
		q.answer.Orphans = append(q.answer.Orphans, *o)
	}
	slices.SortFunc(q.answer.Orphans, func(x, y Orphan) int { return cmp.Or(cmp.Compare(y.Left, x.Left), cmp.Compare(x.Key, y.Key)) })
}

// Idle lists the active objectives that no open work serves.
func (a *Answer) Idle() []*Objective { return a.in("idle") }

// Off lists the active objectives with a key result that will probably be missed.
func (a *Answer) Off() []*Objective { return a.in("off") }

func (a *Answer) in(state string) []*Objective {
	var out []*Objective
	for i := range a.Objectives {
		if a.Objectives[i].State == state {
			out = append(out, &a.Objectives[i])
		}
	}
	return out
}

// Sound says that all work serves something and every active objective is worked on.
func (a *Answer) Sound() bool { return len(a.Orphans) == 0 && len(a.Idle()) == 0 }

func (a *Answer) headline() statement.Statement {
	left, idle := 0.0, a.Idle()
	for i := range a.Orphans {
		left += a.Orphans[i].Left
	}
	var names []statement.Arg
	for _, o := range idle {
		names = append(names, o.Arg("objective"))
	}
	orphans := []statement.Arg{statement.Work("hours", left), statement.N("n", len(a.Orphans))}
	switch {
	case len(a.Objectives) == 0:
		return statement.New("align.none")
	case len(a.Orphans) > 0 && len(idle) > 0:
		return statement.New("align.both", append(orphans, statement.N("idle", len(idle)))...).At(statement.Warn)
	case len(a.Orphans) > 0:
		return statement.New("align.orphans", orphans...).At(statement.Warn)
	case len(idle) == 1:
		return statement.New("align.idle-one", names...).At(statement.Warn)
	case len(idle) > 0:
		return statement.New("align.idle", statement.N("idle", len(idle))).At(statement.Warn)
	}
	if off := a.Off(); len(off) > 0 {
		return statement.New("align.off", statement.N("n", len(off))).At(statement.Warn)
	}
	return statement.New("align.fine").At(statement.Good)
}
