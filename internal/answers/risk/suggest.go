package risk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Suggestion is a risk that the evidence speaks of and nobody has written down. Take
// is the content of the record that taking it writes.
type Suggestion struct {
	ID        string              `json:"id"` // stable: what taking or dismissing names
	Statement statement.Statement `json:"statement"`
	Reason    statement.Statement `json:"reason"`
	Take      deliver.Risk        `json:"take"`
	weight    float64
}

// scene is what suggestions look at.
type scene struct {
	world *world.World
	view  *snapshot.View
	names *world.Names
	pl    *snapshot.Planning
	plan  *plan.Answer
	today record.Date
	task  map[record.ID]*snapshot.PlanningTask
}

// Thresholds of the suggestions.
const (
	onThePath   = 0.3 // share of futures in which a task decides the end
	skillPath   = 0.05
	mostOffered = 9
	hotDays     = 90
	hotChanges  = 8
)

// suggest lists what is not yet in the register, the weightiest first.
func suggest(s *scene, known map[string]bool) []Suggestion {
	var out []Suggestion
	for _, find := range []func(*scene) []Suggestion{(*scene).single, (*scene).skills, (*scene).late, (*scene).hot} {
		for _, x := range find(s) {
			if !known[x.ID] {
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.ID, b.ID)) })
	return out[:min(mostOffered, len(out))]
}

// open lists the planned tasks that are not finished, those that decide the end first.
func (s *scene) open(want func(*plan.TaskRow, *snapshot.PlanningTask) bool) []*plan.TaskRow {
	var out []*plan.TaskRow
	for i := range s.plan.Tasks {
		row := &s.plan.Tasks[i]
		if t := s.task[row.ID]; t != nil && !row.Done && t.Status != "done" && want(row, t) {
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b *plan.TaskRow) int { return cmp.Compare(b.Critical, a.Critical) })
	return out
}

// touches says that a task is about an area of the code.
func touches(t *snapshot.PlanningTask, area string) bool {
	return slices.ContainsFunc(t.Areas, func(a string) bool { return strings.Trim(a, "/") == strings.Trim(area, "/") })
}

// made fills in a risk that delays tasks by shares of the work they have.
func (s *scene) made(id, title, cause, event, effect string, p record.Share, trigger string, share [3]int64, tasks ...*plan.TaskRow) deliver.Risk {
	r := deliver.Risk{Base: record.Base{Title: title}, Cause: record.Prose(cause), Event: record.Prose(event), Effect: record.Prose(effect),
		Probability: p, Trigger: trigger, Status: "open", Suggestion: id}
	for _, t := range tasks[:min(3, len(tasks))] {
		work := workOf(s.task[t.ID])
		part := func(i int) record.Minutes { return max(60, record.Minutes(work*share[i]/100)/60*60) }
		r.Project = record.Ref(t.Project)
		r.Hits = append(r.Hits, deliver.Hit{Task: record.Ref(t.ID), Delay: record.Estimate{Low: part(0), Likely: max(part(0), part(1)), High: max(part(0)+60, part(1), part(2))}})
	}
	return r
}

func workOf(t *snapshot.PlanningTask) int64 {
	switch {
	case t.LeftKnown && t.Left > 0:
		return int64(t.Left)
	case t.Work.Likely > 0:
		return int64(t.Work.Likely)
	case t.Lasts > 0:
		return int64(t.Lasts)
	}
	return 960
}

// single finds areas that one person knows and that work on the critical path is about.
func (s *scene) single() []Suggestion {
	var out []Suggestion
	for _, r := range s.world.Repos {
		for i := range r.Areas {
			knowers := r.Know.Knowers(i)
			if len(knowers) != 1 {
				continue
			}
			area := strings.Trim(r.Areas[i].Name, "/")
			tasks := s.open(func(row *plan.TaskRow, t *snapshot.PlanningTask) bool {
				return row.Critical >= onThePath && touches(t, area)
			})
			if len(tasks) == 0 {
				continue
			}
			who := s.names.Person(r, knowers[0].Person)
			id := "single/" + area
			out = append(out, Suggestion{ID: id, weight: 80 + 10*tasks[0].Critical,
				Statement: statement.New("risk.single", who.Arg("person"), statement.InArea("area", area), tasks[0].Arg("task")).On(r.Hashes(knowers[0].Samples[:min(2, len(knowers[0].Samples))])...),
				Reason:    statement.New("risk.single.why", tasks[0].Arg("task"), statement.Portion("share", tasks[0].Critical)),
				Take: s.made(id, who.Title+" is away while "+area+" is needed", "Only "+who.Title+" knows "+area+".", who.Title+" is away or busy elsewhere.", "Work on "+area+" waits, or somebody learns it first.",
					100, "task "+tasks[0].Key+" late", [3]int64{25, 50, 200}, tasks...)})
		}
	}
	return out
}

// skills finds tasks that only one person here can take.
func (s *scene) skills() []Suggestion {
	type held struct {
		who   *snapshot.PlanningPerson
		tasks []*plan.TaskRow
	}
	by := map[record.ID]*held{}
	for _, row := range s.open(func(*plan.TaskRow, *snapshot.PlanningTask) bool { return true }) {
		for _, seat := range s.task[row.ID].Seats {
			if who := s.only(seat); who != nil {
				if by[who.ID] == nil {
					by[who.ID] = &held{who: who}
				}
				if h := by[who.ID]; len(h.tasks) == 0 || h.tasks[len(h.tasks)-1] != row {
					h.tasks = append(h.tasks, row)
				}
			}
		}
	}
	var out []Suggestion
	for id, h := range by {
		if h.tasks[0].Critical < skillPath {
			continue
		}
		said := map[bool]string{true: "risk.skill.one", false: "risk.skill"}
		who, first := answer.PersonOf(s.view, id), h.tasks[0]
		out = append(out, Suggestion{ID: "skill/" + h.who.Key, weight: 55 + 20*first.Critical + min(5, float64(len(h.tasks))),
			Statement: statement.New(said[len(h.tasks) == 1], who.Arg("person"), statement.N("n", len(h.tasks)), first.Arg("task")),
			Reason:    statement.New("risk.skill.why", first.Arg("task"), statement.Portion("share", first.Critical)),
			Take: s.made("skill/"+h.who.Key, "Nobody can stand in for "+who.Title, "Only "+who.Title+" has the skills that "+strconv.Itoa(len(h.tasks))+" open tasks need.", who.Title+" is away or busy elsewhere.",
				"The tasks wait.", 100, "task "+first.Key+" late", [3]int64{20, 40, 150}, h.tasks...)})
	}
	return out
}

// only is the one person who can take a seat; nil when there are more, or none.
func (s *scene) only(seat deliver.Seat) *snapshot.PlanningPerson {
	if len(seat.Needs) == 0 {
		return nil
	}
	var found *snapshot.PlanningPerson
	for i := range s.pl.People {
		p := &s.pl.People[i]
		if p.To != "" && p.To < s.today {
			continue
		}
		can := len(seat.Candidates) == 0 || slices.Contains(seat.Candidates, record.Ref(p.ID))
		for _, n := range seat.Needs {
			can = can && p.Levels[string(n.Skill)] >= n.Level
		}
		if can && found != nil {
			return nil
		}
		if can {
			found = p
		}
	}
	return found
}

// late finds tasks past the end that was agreed, for which others wait.
func (s *scene) late() []Suggestion {
	waiting := map[record.ID]int{}
	for i := range s.pl.Tasks {
		for _, d := range s.pl.Tasks[i].After {
			if s.pl.Tasks[i].Status != "done" {
				waiting[string(d.Task)]++
			}
		}
	}
	var out []Suggestion
	for _, row := range s.open(func(*plan.TaskRow, *snapshot.PlanningTask) bool { return true }) {
		t := s.task[row.ID]
		end := cmp.Or(t.Deadline, t.Planned.To)
		if end == "" || end >= s.today || waiting[row.ID] == 0 {
			continue
		}
		id := "late/" + row.Key
		out = append(out, Suggestion{ID: id, weight: 60 + 20*row.Critical,
			Statement: statement.New("risk.late", row.Arg("task"), statement.On("date", end), statement.N("n", waiting[row.ID])),
			Reason:    statement.New("risk.late.why"),
			Take: s.made(id, row.Title+" stays late", "It was to be finished by "+string(end)+".", "It takes longer again.", "What waits for it waits longer.", 400, "task "+row.Key+" late",
				[3]int64{10, 25, 100}, row)})
	}
	return out
}

// hot finds files that draw many fixes in areas that open tasks are about to change.
func (s *scene) hot() []Suggestion {
	var out []Suggestion
	for _, r := range s.world.Repos {
		seen := map[string]bool{}
		for _, h := range couple.Hotspots(r.Repository, couple.Options{Since: r.AsOf().AddDate(0, 0, -hotDays), Limit: 30}, flow.IsFix) {
			f := &r.Files[h.File]
			if h.Changes < hotChanges || f.Area < 0 || f.Language == "" {
				continue
			}
			area := strings.Trim(r.Areas[f.Area].Name, "/")
			tasks := s.open(func(_ *plan.TaskRow, t *snapshot.PlanningTask) bool { return touches(t, area) && t.Status == "todo" })
			if len(tasks) == 0 || seen[area] {
				continue
			}
			seen[area] = true
			id := "hot/" + f.Path
			out = append(out, Suggestion{ID: id, weight: 30 + 20*h.Heat + 20*tasks[0].Critical,
				Statement: statement.New("risk.hot", statement.AtPath("path", f.Path), statement.N("n", h.Changes), statement.Days("days", hotDays), tasks[0].Arg("task")).On(r.Hashes(h.Samples)...),
				Reason:    statement.New("risk.hot.why", statement.N("fixes", h.Fixes), statement.N("lines", h.Lines)),
				Take: s.made(id, "Changes in "+area+" break something", f.Path+" changes often.", "A change has effects nobody expected.", "Fixes and tests take longer.", 250, "commit revert",
					[3]int64{10, 25, 80}, tasks...)})
		}
	}
	return out
}
