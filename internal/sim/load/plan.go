package load

import (
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/sim"
)

func (l *loader) tasks() {
	for i := range l.o.Tasks {
		l.task = append(l.task, record.Ref(record.NewID(l.ids)))
		l.out = append(l.out, Item{"task", string(l.task[i]), l.o.Tasks[i].Key, l.oneTask(&l.o.Tasks[i])})
	}
}

// oneTask says what the team knows of a task: what it took only once it is done.
func (l *loader) oneTask(t *sim.Task) *deliver.Task {
	b := &deliver.Task{
		Base: base(t.Title), Project: l.project[t.Project], Status: t.Status, Kind: t.Kind, Split: t.Splittable, Stretch: t.Stretch,
		Work:    record.Estimate{Low: record.Minutes(t.Low), Likely: record.Minutes(t.Likely), High: record.Minutes(t.High)},
		Started: day(t.Started), Finished: day(t.Ended), Areas: []string{l.o.Areas[t.Area].Dir},
		Brief: deliver.Brief{Outcome: record.Prose(t.Brief.Outcome), Why: record.Prose(t.Brief.Why), DoneWhen: record.Prose(t.Brief.DoneWhen)},
	}
	for _, s := range t.Seats {
		b.Seats = append(b.Seats, l.seat(s))
	}
	for _, j := range t.After {
		b.After = append(b.After, deliver.Dependency{Task: l.task[j]})
	}
	switch t.Status {
	case "done":
		b.Actual = record.Minutes(t.Actual)
	case "doing", "review", "blocked":
		b.Left, b.LeftKnown = record.Minutes(t.Left), t.Left > 0
	}
	if t.By >= 0 {
		b.Planned.People = []record.Ref{l.person[t.By]}
		b.Planned.From, b.Planned.To = b.Started, b.Finished
	}
	return b
}

func (l *loader) seat(s sim.Seat) deliver.Seat {
	out := deliver.Seat{Min: s.Min, Max: s.Max}
	for _, n := range s.Needs {
		out.Needs = append(out.Needs, deliver.Need{Skill: l.skill[n.Skill], Level: int(n.Level)})
	}
	return out
}

func (l *loader) milestones() {
	for _, m := range l.o.Milestones {
		b := &deliver.Milestone{Base: base(m.Title), Project: l.project[m.Project]}
		for _, t := range m.Tasks {
			b.Tasks = append(b.Tasks, l.task[t])
		}
		for _, p := range m.Promises {
			b.Target = day(p.Date)
			b.Promises = append(b.Promises, deliver.Promise{Date: day(p.Date), To: p.To, Odds: record.Share(p.Odds*1000 + 0.5), At: p.Said, End: p.End})
		}
		l.add("milestone", m.Key, b)
	}
}

func (l *loader) risks() {
	for _, r := range l.o.Risks {
		b := &deliver.Risk{
			Base: base(r.Title), Project: l.project[r.Project], Cause: record.Prose(r.Cause), Event: record.Prose(r.Event), Effect: record.Prose(r.Effect),
			Probability: record.Share(r.Probability*1000 + 0.5), Response: r.Response, Owner: l.person[r.Owner], Status: "open",
		}
		for _, h := range r.Hits {
			b.Hits = append(b.Hits, deliver.Hit{Task: l.task[h.Task], Delay: record.Estimate{Low: record.Minutes(h.Low), Likely: record.Minutes(h.Likely), High: record.Minutes(h.High)}})
		}
		l.add("risk", r.Key, b)
	}
}

func (l *loader) decisions() {
	l.decision = map[string]record.Ref{}
	for _, d := range l.o.Decisions {
		b := &decide.Decision{
			Base: base(d.Title), Status: d.Status, Date: day(d.Decided), Due: day(d.Due), Review: day(d.Review), Deciders: l.refs(d.Deciders), Consulted: l.refs(d.Consulted),
			Context: record.Prose(d.Context), Outcome: d.Outcome, Consequences: record.Prose(d.Consequences), Rule: d.Rule,
		}
		if d.Path != "" && l.at != "" {
			b.Source = "file:" + l.at + "/" + d.Path
		}
		for _, k := range d.Criteria {
			b.Criteria = append(b.Criteria, decide.Criterion{Name: k.Title, Weight: k.Weight})
		}
		for _, c := range d.Options {
			b.Options = append(b.Options, option(c, d.Criteria))
		}
		if ref, ok := l.decision[d.Supersedes]; ok {
			b.Supersedes = []record.Ref{ref}
		}
		for _, t := range d.Holds {
			b.Tasks = append(b.Tasks, l.task[t])
		}
		l.decision[d.Key] = l.add("decision", d.Key, b)
	}
}

func option(c sim.Choice, by []sim.Criterion) decide.Option {
	out := decide.Option{Name: c.Title, Text: record.Prose(c.Note)}
	for i, s := range c.Scores {
		out.Scores = append(out.Scores, decide.Score{Criterion: by[i].Title, Value: s})
	}
	return out
}

func (l *loader) refs(people []int) []record.Ref {
	var out []record.Ref
	for _, p := range people {
		out = append(out, l.person[p])
	}
	return out
}

func (l *loader) actions() {
	for _, a := range l.o.Actions {
		state := "open"
		if a.Done {
			state = "done"
		}
		l.add("action_item", "", &grow.ActionItem{Base: base(a.Title), Owner: l.person[a.Owner], Due: day(a.Due), Source: a.Source, State: state})
	}
}
