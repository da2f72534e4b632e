// Package earnings sets the work that is done beside a baseline: earned value and drift
// in plain words, next to the odds. A baseline is a plan as it was when somebody agreed
// to it.
package earnings

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"plumbline/forecast/earned"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
	"plumbline/schedule/model"
)

// contentType marks stored content as a baseline, so that nothing else is read as one.
const contentType = "plumbline baseline 1"

// Content is a plan as it is kept.
type Content struct {
	Type  string `json:"type"`
	Seq   int64  `json:"seq"` // of the records it was made from
	Tasks []Item `json:"tasks"`
}

// Item is one task of a kept plan; work in minutes of people's time.
type Item struct {
	ID     record.ID `json:"id"`
	Start  time.Time `json:"start"`
	Finish time.Time `json:"finish"`
	Work   int64     `json:"work"`
}

// Take gives the record and the content of a baseline of the newest plan: of one
// project, or of everything where project is empty.
func Take(r *plan.Result, pl *snapshot.Planning, seq int64, title string, project record.ID, day record.Date) (*deliver.Baseline, []byte, error) {
	c := Content{Type: contentType, Seq: seq, Tasks: items(r, pl, project)}
	data, err := json.Marshal(c)
	if err != nil {
		return nil, nil, fmt.Errorf("keep a baseline: %w", err)
	}
	b := &deliver.Baseline{Base: record.Base{Title: title}, Project: record.Ref(project), Taken: day, Tasks: len(c.Tasks), Content: team.ContentName(data)}
	var last time.Time
	for _, t := range c.Tasks {
		b.Work += record.Minutes(t.Work)
		if t.Finish.After(last) {
			last = t.Finish
		}
	}
	if !last.IsZero() {
		b.Finish = record.DateOf(last)
	}
	return b, data, nil
}

// items are the tasks of a plan that have work of their own.
func items(r *plan.Result, pl *snapshot.Planning, project record.ID) []Item {
	out := []Item{}
	parts := map[record.ID]bool{}
	for i := range pl.Tasks {
		parts[pl.Tasks[i].Parent] = true
	}
	for i := range pl.Tasks {
		t := &pl.Tasks[i]
		k := slices.IndexFunc(r.Tasks, func(x plan.Task) bool { return x.ID == t.ID })
		if k < 0 || parts[t.ID] || project != "" && t.Project != project {
			continue
		}
		out = append(out, Item{t.ID, r.Tasks[k].Start, r.Tasks[k].Finish, plan.WorkOf(t)})
	}
	return out
}

// Decode reads stored content.
func Decode(data []byte) (*Content, error) {
	c := &Content{}
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("read a baseline: %w", err)
	}
	if c.Type != contentType {
		return nil, fmt.Errorf("read a baseline: the content is %q", c.Type)
	}
	return c, nil
}

// Answer is where the work stands against a baseline, as a viewer sees it. Amounts are
// minutes of work.
type Answer struct {
	answer.Head
	Baselines []Kept                `json:"baselines"` // the newest first
	Against   *answer.Rec           `json:"against,omitempty"`
	Value     *Value                `json:"value,omitempty"`
	Items     []statement.Statement `json:"items"`
	Odds      []statement.Statement `json:"odds"` // of the dates, beside it
}

// Sound says that there is a baseline and that the work is less than a day behind it.
func (a *Answer) Sound() bool { return a.Value != nil && a.Value.Behind < 1 }

// Kept is one baseline.
type Kept struct {
	answer.Rec
	Taken  record.Date `json:"taken"`
	Tasks  int         `json:"tasks"`
	Work   int64       `json:"work"`
	Finish record.Date `json:"finish,omitempty"`
}

// Value is earned value: what should be done, what is, what it took.
type Value struct {
	Total   int64   `json:"total"`
	Planned int64   `json:"planned"`
	Earned  int64   `json:"earned"`
	Spent   int64   `json:"spent"`
	Behind  float64 `json:"behind_days"`
	Growth  float64 `json:"growth"` // of scope, 0.1 = a tenth more
}

// Source is what an answer is made from. Content is that of the baseline Of; nil where
// it is not in this database.
type Source struct {
	Now     time.Time
	Of      record.ID
	Content *Content
	Result  *plan.Result
	Project record.ID // only this project; "" = all that the baseline holds
}

// Ask answers for a viewer.
func Ask(s Source, pl *snapshot.Planning, v *snapshot.View) *Answer {
	a := &Answer{Baselines: List(v), Items: []statement.Statement{}, Odds: []statement.Statement{}}
	zone := v.Snapshot().Organisation().Location()
	a.Question, a.AsOf, a.ComputedAt = "earned", record.DateOf(s.Now.In(zone)), s.Now.Truncate(time.Second)
	switch {
	case len(a.Baselines) == 0 || s.Of == "":
		a.Headline = statement.New("earned.none")
	case s.Content == nil || s.Result == nil:
		a.Headline = statement.New("earned.lost", answer.RecOf(v, "baseline", s.Of).Arg("what")).At(statement.Warn)
	default:
		rec := answer.RecOf(v, "baseline", s.Of)
		a.Against = &rec
		a.measure(s, pl, v)
	}
	return a
}

// List gives the baselines, the newest first.
func List(v *snapshot.View) []Kept {
	out := []Kept{}
	for _, b := range snapshot.List[deliver.Baseline](v, "baseline") {
		out = append(out, Kept{answer.RecOf(v, "baseline", b.ID), b.Body.Taken, b.Body.Tasks, int64(b.Body.Work), b.Body.Finish})
	}
	slices.SortStableFunc(out, func(x, y Kept) int {
		if x.Taken == y.Taken {
			return 0
		}
		if x.Taken > y.Taken {
			return -1
		}
		return 1
	})
	return out
}

// Newest is the newest baseline of a project or of everything, "" where there is none.
func Newest(v *snapshot.View, project record.ID) record.ID {
	for _, k := range List(v) {
		b := snapshot.Body[deliver.Baseline](v, "baseline", k.ID)
		if project == "" || b.Project == "" || string(b.Project) == project {
			return k.ID
		}
	}
	return ""
}

func minute(t time.Time) model.Minute { return model.Minute(t.Unix() / 60) }

func (a *Answer) measure(s Source, pl *snapshot.Planning, v *snapshot.View) {
	b := snapshot.Body[deliver.Baseline](v, "baseline", s.Of)
	var then, now []earned.Item
	project := cmp.Or(s.Project, string(b.Project))
	for _, t := range s.Content.Tasks {
		if s.Project != "" && projectOf(v, t.ID) != s.Project {
			continue
		}
		done, spent := progressOf(v, t)
		then = append(then, earned.Item{Key: t.ID, Start: minute(t.Start), Finish: minute(t.Finish), Planned: t.Work, Done: done, Spent: spent})
	}
	for _, t := range items(s.Result, pl, project) {
		now = append(now, earned.Item{Key: t.ID, Start: minute(t.Start), Finish: minute(t.Finish), Planned: t.Work})
	}
	m, d := earned.Measure(then, minute(s.Now)), earned.Compare(then, now)
	a.Value = &Value{m.Total, int64(m.Planned), int64(m.Earned), m.Spent, float64(m.Behind) / 1440, number(d.Growth)}
	a.say(m, d, v)
	a.odds(&s, project, v)
}

func projectOf(v *snapshot.View, task record.ID) record.ID {
	if t := snapshot.Body[deliver.Task](v, "task", task); t != nil {
		return string(t.Project)
	}
	return ""
}

// odds sets the odds of the dates beside what is earned.
func (a *Answer) odds(s *Source, project record.ID, v *snapshot.View) {
	shown := plan.Show(s.Result, v, s.Now)
	for i := range shown.Milestones {
		m := &shown.Milestones[i]
		if day := cmp.Or(m.Promised, m.Wanted); day != "" && m.Odds != nil && !m.Done && (project == "" || m.Project == project) {
			a.Odds = append(a.Odds, statement.New("earned.odds", m.Arg("milestone"), statement.Odds("odds", *m.Odds), statement.On("by", day)))
		}
	}
}

// progressOf is the share of a task that is done, and what that took.
func progressOf(v *snapshot.View, t Item) (done float64, spent int64) {
	b := snapshot.Body[deliver.Task](v, "task", t.ID)
	switch {
	case b == nil:
		return 0, 0
	case b.Status == "done" && b.Actual > 0:
		return 1, int64(b.Actual)
	case b.Status == "done":
		return 1, t.Work
	case b.LeftKnown && t.Work > 0:
		done = math.Max(0, 1-float64(b.Left)/float64(t.Work))
		return done, int64(done * float64(t.Work))
	}
	return 0, 0
}

func (a *Answer) say(m earned.Value, d earned.Drift, v *snapshot.View) {
	work := func(name string, minutes float64) statement.Arg { return statement.Work(name, minutes) }
	days := float64(m.Behind) / 1440
	id, level := "earned.ahead", statement.Good
	switch {
	case days >= 1:
		id, level = "earned.behind", statement.Warn
	case days > -1:
		id, level = "earned.on", statement.Info
	}
	a.Headline = statement.New(id, a.Against.Arg("baseline"), statement.Days("days", math.Abs(days)), work("earned", m.Earned), work("planned", m.Planned), work("total", float64(m.Total))).At(level)
	add := func(id string, args ...statement.Arg) { a.Items = append(a.Items, statement.New(id, args...)) }
	if !math.IsNaN(m.Cost) && m.Cost > 0 {
		add("earned.cost", work("spent", float64(m.Spent)), work("earned", m.Earned), work("end", m.AtEnd))
	}
	if finish := float64(d.Finish) / 1440; math.Abs(finish) >= 1 {
		said := map[bool]string{true: "earned.finish.later", false: "earned.finish.sooner"}
		add(said[finish > 0], statement.Days("days", math.Abs(finish)))
	}
	if len(d.Added)+len(d.Dropped) > 0 {
		add("earned.scope", statement.N("added", len(d.Added)), statement.N("dropped", len(d.Dropped)), statement.Portion("growth", number(d.Growth)))
	}
	for _, x := range d.Moved[:min(5, len(d.Moved))] {
		if late := float64(x.Finish) / 1440; math.Abs(late) >= 1 && v.Get("task", x.Key) != nil {
			said := map[bool]string{true: "earned.task.later", false: "earned.task.sooner"}
			add(said[late > 0], answer.RecOf(v, "task", x.Key).Arg("task"), statement.Days("days", math.Abs(late)))
		}
	}
}

func number(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*1000) / 1000
}
