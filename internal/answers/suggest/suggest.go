// Package suggest answers who could do a task: at most five people, each with the
// reasons, for one named piece of work. It adds nothing up per person; the order is
// who meets the task's needs, then who would grow by it, then who has most hours free
// in its window.
package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Most is how many people are suggested at most.
const Most = 5

// Answer names who could do a task.
type Answer struct {
	answer.Head
	Task  answer.Rec   `json:"task"`
	Items []Suggestion `json:"items"`
}

// Suggestion is one person and why. Effect says what pinning the task to them would do
// to its milestone; empty where the task belongs to none.
type Suggestion struct {
	Person  answer.Person         `json:"person"`
	Stretch bool                  `json:"stretch"` // one level short of a need
	Planned bool                  `json:"planned"` // the plan has them on it now
	Reasons []statement.Statement `json:"reasons"`
	Effect  statement.Statement   `json:"effect,omitzero"`
	free    int64
	grows   bool
	knows   bool
}

// Ask looks at everybody the plan knows. shown is the plan as the viewer sees it, and
// may be nil.
func Ask(w *world.World, v *snapshot.View, pl *snapshot.Planning, shown *plan.Answer, task string, today record.Date) (*Answer, error) {
	i := slices.IndexFunc(pl.Tasks, func(t snapshot.PlanningTask) bool { return t.ID == v.ID("task", task) })
	if i < 0 || v.Get("task", pl.Tasks[i].ID) == nil {
		return nil, fault.New(fault.NotFound, "There is no open task %q.", task).WithHint("Give the key of a task of an open project, such as PAY-12.")
	}
	t := &pl.Tasks[i]
	a := &Answer{Task: answer.RecOf(v, "task", t.ID), Items: []Suggestion{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "who", today, w.Now, w.Facts()
	if t.Status == "done" {
		a.Headline = statement.New("suggest.done", a.Task.Arg("task"))
		return a, nil
	}
	window := windowOf(shown, t.ID)
	for k := range pl.People {
		if p := &pl.People[k]; v.Get("person", p.ID) != nil && (p.To == "" || p.To >= today) {
			if s, ok := one(w, v, pl, t, p, window); ok {
				a.Items = append(a.Items, s)
			}
		}
	}
	slices.SortStableFunc(a.Items, order)
	a.Items = a.Items[:min(Most, len(a.Items))]
	a.Headline = a.headline(v, t)
	return a, nil
}

func order(x, y Suggestion) int {
	yes := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return cmp.Or(yes(x.Stretch)-yes(y.Stretch), yes(y.knows)-yes(x.knows), yes(y.grows)-yes(x.grows), cmp.Compare(y.free, x.free))
}

func (a *Answer) headline(v *snapshot.View, t *snapshot.PlanningTask) statement.Statement {
	if len(a.Items) == 0 {
		return statement.New("suggest.nobody", a.Task.Arg("task"), statement.Words("needs", needsText(v, t))).At(statement.Bad)
	}
	var list []statement.Arg
	for _, s := range a.Items[:min(3, len(a.Items))] {
		list = append(list, s.Person.Arg("person"))
	}
	return statement.New("suggest.headline", statement.Somebodies("people", list), a.Task.Arg("task"))
}

func needsText(v *snapshot.View, t *snapshot.PlanningTask) string {
	var words []string
	for _, s := range t.Seats {
		for _, n := range s.Needs {
			words = append(words, fmt.Sprintf("%s %d", v.Name("skill", string(n.Skill)), n.Level))
		}
	}
	return strings.Join(words, " and ")
}

// window is when the plan has a task, and everybody's load then.
type window struct {
	from, to time.Time
	row      *plan.TaskRow
	load     []plan.PersonRow
}

func windowOf(shown *plan.Answer, task record.ID) window {
	if shown == nil {
		return window{}
	}
	for i := range shown.Tasks {
		if r := &shown.Tasks[i]; r.ID == task {
			return window{r.Start, r.Finish, r, shown.People}
		}
	}
	return window{}
}

// free is a person's hours without planned work in the weeks of the window, in minutes.
func (w *window) free(person record.ID) int64 {
	sum := int64(0)
	for _, p := range w.load {
		if p.ID != person {
			continue
		}
		for _, k := range p.Weeks {
			if day := k.Week.In(w.from.Location()); day.Before(w.to) && day.AddDate(0, 0, 7).After(w.from) {
				sum += max(0, k.Has-k.Work)
			}
		}
	}
	return sum
}

func (w *window) planned(person record.ID) bool {
	return w.row != nil && slices.ContainsFunc(w.row.People, func(p answer.Person) bool { return p.ID == person })
}

// one gives the reasons for a person, or false when they could not do any seat.
func one(w *world.World, v *snapshot.View, pl *snapshot.Planning, t *snapshot.PlanningTask, p *snapshot.PlanningPerson, win window) (Suggestion, bool) {
	s := Suggestion{Person: answer.PersonOf(v, p.ID), Planned: win.planned(p.ID), Reasons: []statement.Statement{}}
	held, short, ok := fits(v, t, p)
	if !ok {
		return s, false
	}
	add := func(x statement.Statement) { s.Reasons = append(s.Reasons, x) }
	if held != "" {
		add(statement.New("suggest.has", statement.Words("skills", held)))
	}
	if s.Stretch = short != ""; s.Stretch {
		add(statement.New("suggest.stretch", statement.Words("skills", short)))
	}
	if goal := growth(v, t, p); goal != "" {
		s.grows = true
		add(statement.New("suggest.grows", statement.Words("skill", goal)))
	}
	if area, facts := knows(w, v, t, p.ID); area != "" {
		s.knows = true
		add(statement.New("suggest.knows", statement.InArea("area", area)).On(facts...))
	}
	if s.Planned {
		add(statement.New("suggest.planned"))
	}
	if win.row != nil {
		s.free = win.free(p.ID)
		add(statement.New("suggest.free", statement.Work("free", float64(s.free)), statement.Between("range", record.DateOf(win.from), record.DateOf(win.to.Add(-time.Minute)))))
	}
	return s, true
}

// fits finds the seat a person could take: one whose needs they have, else one whose
// needs they miss by one level at most.
func fits(v *snapshot.View, t *snapshot.PlanningTask, p *snapshot.PlanningPerson) (held, short string, ok bool) {
	if len(t.Seats) == 0 {
		return "", "", true
	}
	for _, s := range t.Seats {
		if len(s.Candidates) > 0 && !slices.Contains(s.Candidates, record.Ref(p.ID)) {
			continue
		}
		var has, lacks []string
		far := false
		for _, n := range s.Needs {
			name, level := v.Name("skill", string(n.Skill)), p.Levels[string(n.Skill)]
			switch {
			case level >= n.Level:
				has = append(has, fmt.Sprintf("%s %d", name, level))
			case level == n.Level-1 && level > 0:
				lacks = append(lacks, fmt.Sprintf("%s %d", name, n.Level))
			default:
				far = true
			}
		}
		if far || ok && len(lacks) > 0 {
			continue
		}
		held, short, ok = strings.Join(has, " and "), strings.Join(lacks, " and "), true
		if len(lacks) == 0 {
			return held, short, true
		}
	}
	return held, short, ok
}

// growth names a skill of the task that the person wants to grow in.
func growth(v *snapshot.View, t *snapshot.PlanningTask, p *snapshot.PlanningPerson) string {
	for _, s := range t.Seats {
		for _, n := range s.Needs {
			if p.Goals[string(n.Skill)] > p.Levels[string(n.Skill)] {
				return v.Name("skill", string(n.Skill))
			}
		}
	}
	return ""
}

// knows names an area of the task that the person knows, with commits that show it.
func knows(w *world.World, v *snapshot.View, t *snapshot.PlanningTask, person record.ID) (string, []statement.Fact) {
	names := world.NamesFor(v)
	for _, r := range w.Repos {
		mine := names.Contributors(r, person)
		for i := range r.Areas {
			if !slices.Contains(t.Areas, r.Areas[i].Name) {
				continue
			}
			for _, h := range r.Know.Knowers(i) {
				if slices.Contains(mine, h.Person) {
					return r.Areas[i].Name, r.Hashes(h.Samples)
				}
			}
		}
	}
	return "", nil
}
