package tell

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

func address(r *record.Record) string { return fmt.Sprintf("rec:%s/%s@%d", r.Kind, r.ID, r.Version) }

func newest(list []done) []done {
	slices.SortStableFunc(list, func(a, b done) int {
		return cmp.Or(strings.Compare(string(b.Body.Finished), string(a.Body.Finished)), strings.Compare(a.Key, b.Key))
	})
	return list
}

// within says that a day belongs to the period: after its first day, up to today.
func (w *writer) within(d record.Date) bool { return d > w.from && d <= w.Today }

func (w *writer) fact(kind record.Kind, id record.ID) statement.Fact { return factOf(w.View, kind, id) }

// outcome tells first what came of the work: whether promises hold, what was reached,
// what was finished for which objective, which figures moved.
func (w *writer) outcome() {
	w.promises()
	w.reached()
	w.served()
	w.figures()
	w.decided()
	w.work()
	w.commits()
}

// ahead are the promised milestones that are not done, as the plan sees them.
func (w *writer) ahead() []*plan.MilestoneRow {
	var out []*plan.MilestoneRow
	for i := range w.Plan.Milestones {
		if m := &w.Plan.Milestones[i]; !m.Done && m.Promised != "" && m.Odds != nil {
			out = append(out, m)
		}
	}
	return out
}

func (w *writer) promises() {
	all := w.ahead()
	if len(all) == 0 {
		return
	}
	safe, least := 0, all[0]
	facts := []statement.Fact{w.PlanFact}
	for _, m := range all {
		facts = append(facts, w.fact("milestone", m.ID))
		if *m.Odds >= m.Confidence {
			safe++
		}
		if *m.Odds < *least.Odds {
			least = m
		}
	}
	n := statement.N("n", len(all))
	if safe == len(all) {
		w.say(Outcome, 0, "promises", statement.New("tell.outcome.safe", n).At(statement.Good).On(facts...))
		return
	}
	args := []statement.Arg{statement.N("safe", safe), n, least.Arg("milestone"), statement.Odds("odds", *least.Odds), statement.On("date", least.Promised)}
	id := "tell.outcome.unsafe"
	switch {
	case len(all) == 1:
		id = "tell.outcome.one"
	case safe == 0:
		id = "tell.outcome.none"
	}
	w.say(Outcome, 0, "promises", statement.New(id, args...).At(statement.Warn).On(facts...))
}

// reached tells the milestones whose last task was finished in the period.
func (w *writer) reached() {
	for i := range w.Plan.Milestones {
		m := &w.Plan.Milestones[i]
		if b := snapshot.Body[deliver.Milestone](w.View, "milestone", m.ID); m.Done && b != nil {
			if last := w.last(b); last != "" {
				w.say(Outcome, 0, "milestone/"+m.ID, statement.New("tell.outcome.milestone", m.Arg("milestone")).At(statement.Good).On(w.fact("milestone", m.ID), w.fact("task", last)))
			}
		}
	}
}

// last is the task finished last of those a milestone needs, where that was in the
// period.
func (w *writer) last(m *deliver.Milestone) record.ID {
	for _, d := range w.finished {
		if slices.Contains(m.Tasks, record.Ref(d.ID)) || len(m.Tasks) == 0 && d.Body.Project == m.Project {
			return d.ID
		}
	}
	return ""
}

// served counts what was finished for each objective.
func (w *writer) served() {
	serves := align.Serving(w.View)
	facts := map[record.ID][]statement.Fact{}
	for _, d := range w.finished {
		for _, id := range serves(d.Body) {
			facts[id] = append(facts[id], w.fact("task", d.ID))
		}
	}
	for i := range w.Purpose.Objectives {
		o := &w.Purpose.Objectives[i]
		if n := len(facts[o.ID]); n > 0 {
			w.say(Outcome, 0, "objective/"+o.ID, statement.New("tell.outcome.served", statement.N("n", n), o.Arg("objective")).On(facts[o.ID]...).On(w.fact("objective", o.ID)))
		}
	}
}

// figures tells the key results that were measured in the period.
func (w *writer) figures() {
	for i := range w.Purpose.Objectives {
		o := &w.Purpose.Objectives[i]
		for j := range o.Results {
			if r := &o.Results[j]; o.Status == "active" && r.Latest != nil && w.within(r.Latest.On) {
				w.figure(o, r)
			}
		}
	}
}

func (w *writer) figure(o *align.Objective, r *align.Result) {
	args := []statement.Arg{statement.Words("name", r.Name), statement.Words("value", align.Amount(r.Latest.Value, r.Unit)), statement.Words("target", align.Amount(r.Target, r.Unit)), statement.On("by", r.By)}
	id := "tell.outcome.first"
	for k := len(r.Series) - 1; k >= 0; k-- {
		if v := r.Series[k]; v.On <= w.from {
			id, args = "tell.outcome.result", append(args, statement.Words("then", align.Amount(v.Value, r.Unit)))
			break
		}
	}
	w.say(Outcome, 0, "result/"+o.ID+"/"+r.Name, statement.New(id, args...).On(w.fact("objective", o.ID)))
}

// decided tells what was decided in the period.
func (w *writer) decided() {
	for i := range w.Decided.Items {
		item := &w.Decided.Items[i]
		b := snapshot.Body[decide.Decision](w.View, "decision", item.ID)
		if b != nil && b.Status == "accepted" && b.Outcome != "" && w.within(b.Date) {
			w.say(Outcome, 1, "decision/"+item.ID, statement.New("tell.outcome.decided", item.Arg("decision"), statement.Words("option", b.Outcome)).On(w.fact("decision", item.ID)))
		}
	}
}

// work counts what was finished, and names it for those who want to know.
func (w *writer) work() {
	if len(w.finished) == 0 {
		return
	}
	var facts []statement.Fact
	sum := 0.0
	for _, d := range w.finished {
		facts = append(facts, w.fact("task", d.ID))
		sum += d.work
	}
	depth := 1
	if len(w.items[Outcome]) == 0 {
		depth = 0
	}
	args := []statement.Arg{statement.N("n", len(facts)), statement.On("from", w.from)}
	if sum > 0 {
		args = append(args, statement.Work("hours", sum))
	}
	w.say(Outcome, depth, "finished", statement.New("tell.outcome.finished", args...).On(facts...))
	for i, d := range w.finished {
		args := []statement.Arg{answer.RecOf(w.View, "task", d.ID).Arg("task")}
		if who := w.people(d.Body); len(who) > 0 {
			args = append(args, statement.Somebodies("people", who))
		}
		w.say(Outcome, 2, "task/"+d.ID, statement.New("tell.outcome.task", args...).On(facts[i]))
	}
}

// people are those who did a task, as far as its record names them, in the order of
// their names.
func (w *writer) people(b *deliver.Task) []statement.Arg {
	list := b.People
	if len(list) == 0 {
		list = b.Planned.People
	}
	return w.named(list)
}

func (w *writer) named(list []record.Ref) []statement.Arg {
	var out []statement.Arg
	for _, ref := range list {
		if w.View.Get("person", string(ref)) != nil {
			out = append(out, answer.PersonOf(w.View, string(ref)).Arg("person"))
		}
	}
	slices.SortFunc(out, func(a, b statement.Arg) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(out, func(a, b statement.Arg) bool { return a.ID == b.ID })
}

// commits counts what came to each repository.
func (w *writer) commits() {
	begin, end := w.from.Add(1).In(w.Zone), w.Today.Add(1).In(w.Zone)
	for _, r := range w.World.Repos {
		n := 0
		for i := range r.Commits {
			if at := r.Commits[i].Committed; inside(at, begin, end) {
				n++
			}
		}
		if n > 0 && r.Record != "" {
			head := statement.Fact{Address: r.Address(r.Head, ""), Label: "newest commit on " + r.Branch, When: r.Newest}
			w.say(Outcome, 2, "commits/"+r.Record, statement.New("tell.outcome.commits", statement.N("n", n), answer.RecOf(w.View, "repository", r.Record).Arg("repository"), statement.On("from", w.from)).On(head))
		}
	}
}

func inside(at, begin, end time.Time) bool { return !at.Before(begin) && at.Before(end) }
