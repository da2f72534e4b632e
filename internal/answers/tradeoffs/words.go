package tradeoffs

import (
	"math"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/schedule/front"
)

// title names a plan for people: by its first name, else by its place.
func title(p *Point, place int) statement.Statement {
	names := map[string]string{Now: "trade.now", front.Soonest: "trade.soonest", front.Cheapest: "trade.cheapest", front.GrowsPeople: "trade.grows",
		front.Safest: "trade.safest", front.LeastChange: "trade.least"}
	for _, n := range p.Names {
		if id, ok := names[n]; ok {
			return statement.New(id)
		}
	}
	return statement.New("trade.point", statement.N("n", place+1))
}

// words say what a plan does, in at most two short clauses.
func (s *shower) words(p *Point) []statement.Statement {
	if p.ID == s.now().ID {
		id := "trade.as-planned"
		if s.r.Known {
			id = "trade.keeps"
		}
		return []statement.Statement{statement.New(id)}
	}
	out := s.pairs(p)
	if p.Singles == 0 && s.now().Singles > 0 {
		out = append(out, statement.New("trade.safe"))
	}
	shared, was := sharedTasks(p), sharedTasks(s.now())
	switch {
	case shared > was:
		out = append(out, statement.New("trade.shared", statement.N("n", shared)))
	case shared == 0 && was > 0 && len(out) == 0:
		out = append(out, statement.New("trade.alone"))
	}
	for _, t := range s.changed(p) {
		if len(out) >= 2 || len(t.Work) == 0 || s.v.Get("task", t.ID) == nil {
			break
		}
		if who := s.newcomer(p, &t); who != "" && pairOn(&t) == nil {
			out = append(out, statement.New("trade.takes", answer.PersonOf(s.v, who).Arg("person"), answer.RecOf(s.v, "task", t.ID).Arg("task")))
		}
	}
	if len(out) == 0 {
		out = append(out, statement.New("trade.order"))
	}
	return out[:min(2, len(out))]
}

// pairs names those who learn beside somebody and did not before, first what sets the
// plan apart from the others shown.
func (s *shower) pairs(p *Point) []statement.Statement {
	type pair struct {
		task   *plan.Task
		who    record.ID
		common int
	}
	var list []pair
	for i := range p.Tasks {
		t := &p.Tasks[i]
		w := pairOn(t)
		if w == nil || s.v.Get("task", t.ID) == nil {
			continue
		}
		if old := s.task(0, t.ID); old != nil && pairOn(old) != nil && pairOn(old).Person == w.Person {
			continue
		}
		list = append(list, pair{t, w.Person, s.common(t)})
	}
	slices.SortStableFunc(list, func(a, b pair) int { return a.common - b.common })
	var out []statement.Statement
	for _, one := range list {
		out = append(out, statement.New("trade.pairs", answer.PersonOf(s.v, one.who).Arg("person"), answer.RecOf(s.v, "task", one.task.ID).Arg("task")))
	}
	return out
}

// common counts the plans shown in which the same person learns on a task.
func (s *shower) common(t *plan.Task) int {
	n := 0
	for i := range s.r.Points[:s.r.Shown] {
		other := s.task(i, t.ID)
		if w := pairOn(t); w != nil && other != nil && pairOn(other) != nil && pairOn(other).Person == w.Person {
			n++
		}
	}
	return n
}

func pairOn(t *plan.Task) *plan.Work {
	for i := range t.Work {
		if t.Work[i].Mentor != "" {
			return &t.Work[i]
		}
	}
	return nil
}

// sharedTasks counts tasks with a seat that several people share.
func sharedTasks(p *Point) int {
	n := 0
	for _, t := range p.Tasks {
		seats := map[int]int{}
		most := 0
		for _, w := range t.Work {
			seats[w.Seat]++
			most = max(most, seats[w.Seat])
		}
		if most > 1 {
			n++
		}
	}
	return n
}

// changed lists a plan's tasks with other people than now, those with most work first.
func (s *shower) changed(p *Point) []plan.Task {
	var out []plan.Task
	for _, t := range p.Tasks {
		if old := s.task(0, t.ID); old == nil || !slices.Equal(seated(old), seated(&t)) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b plan.Task) int { return int(effort(&b) - effort(&a)) })
	return out
}

func seated(t *plan.Task) []string {
	var out []string
	for _, w := range t.Work {
		out = append(out, string(rune('0'+w.Seat))+" "+w.Person+" "+w.Mentor)
	}
	slices.Sort(out)
	return out
}

func effort(t *plan.Task) int64 {
	sum := int64(0)
	for _, w := range t.Work {
		sum += w.Effort
	}
	return sum
}

// newcomer is somebody who is on a task here and not now.
func (s *shower) newcomer(_ *Point, t *plan.Task) record.ID {
	old := s.task(0, t.ID)
	for _, w := range t.Work {
		if old == nil || !slices.ContainsFunc(old.Work, func(o plan.Work) bool { return o.Person == w.Person }) {
			return w.Person
		}
	}
	return ""
}

// against says what a plan gives and takes, set against now.
func (s *shower) against(p *Point, place int) statement.Statement {
	name := statement.Words("plan", title(p, place).Text())
	now := s.now()
	if p.ID == now.ID {
		return s.standing()
	}
	parts := []string{s.when(p)}
	say := func(more, less string, by, least float64, arg func(float64) statement.Arg) {
		switch {
		case by >= least:
			parts = append(parts, statement.New(more, arg(by)).Text())
		case by <= -least:
			parts = append(parts, statement.New(less, arg(-by)).Text())
		}
	}
	hours := func(n float64) statement.Arg { return statement.Work("hours", math.Round(n/60)*60) }
	count := func(n float64) statement.Arg { return statement.N("n", n) }
	say("trade.work.more", "trade.work.less", float64(p.Work-now.Work), 60, hours)
	say("trade.single.more", "trade.single.less", float64(p.Singles-now.Singles), 1, count)
	more := s.learners(p)
	if p.Growth-now.Growth >= 60 && len(more) > 0 {
		return statement.New("trade.against-grows", name, statement.Words("parts", strings.Join(parts, ", ")), hours(float64(p.Growth)), statement.Somebodies("people", more))
	}
	say("trade.growth.more", "trade.growth.less", float64(p.Growth-now.Growth), 60, hours)
	return statement.New("trade.against", name, statement.Words("parts", joined(parts)))
}

// standing is what is planned now, as a sentence.
func (s *shower) standing() statement.Statement {
	lead := s.lead(s.now())
	day := statement.On("date", record.DateOf(lead.P80.In(s.zone)))
	if len(s.r.Marks) > 0 && lead.Odds != nil {
		return statement.New("trade.standing-by", answer.RecOf(s.v, "milestone", s.r.Marks[0].ID).Arg("milestone"), day, statement.Odds("odds", *lead.Odds), statement.On("by", s.r.Marks[0].By))
	}
	return statement.New("trade.standing", day)
}

// when says how the end of a plan lies to that of now: of the first milestone, or of
// everything.
func (s *shower) when(p *Point) string {
	days := s.lead(p).P80.Sub(s.lead(s.now()).P80).Hours() / 24
	switch size := statement.Days("days", math.Abs(days)); {
	case days >= 0.5:
		return statement.New("trade.ends.later", size).Text()
	case days <= -0.5:
		return statement.New("trade.ends.sooner", size).Text()
	}
	return statement.New("trade.ends.same").Text()
}

// learners names who gets most more practice toward their goals than now, at most
// three, in the order of keys.
func (s *shower) learners(p *Point) []statement.Arg {
	was := map[record.ID]int64{}
	for _, l := range s.now().Learn {
		was[l.Person] = l.Minutes
	}
	more := slices.Clone(p.Learn)
	more = slices.DeleteFunc(more, func(l Learning) bool { return l.Minutes-was[l.Person] < 60 || s.v.Get("person", l.Person) == nil })
	slices.SortStableFunc(more, func(a, b Learning) int { return int((b.Minutes - was[b.Person]) - (a.Minutes - was[a.Person])) })
	people := make([]answer.Person, 0, 3)
	for _, l := range more[:min(3, len(more))] {
		people = append(people, answer.PersonOf(s.v, l.Person))
	}
	slices.SortFunc(people, func(a, b answer.Person) int { return strings.Compare(a.Key, b.Key) })
	out := make([]statement.Arg, len(people))
	for i := range people {
		out[i] = people[i].Arg("person")
	}
	return out
}

func joined(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + statement.New("trade.and").Text() + parts[n-1]
	}
	return strings.Join(parts, "")
}

// differs lists the tasks with other people than now.
func (s *shower) differs(p *Point) []Difference {
	out := []Difference{}
	for _, t := range s.changed(p) {
		if len(out) == mostDiffers || s.v.Get("task", t.ID) == nil {
			continue
		}
		d := Difference{Rec: answer.RecOf(s.v, "task", t.ID), Before: []Hand{}, After: s.hands(&t), Notes: s.notes(p, &t), Start: t.Start}
		if old := s.task(0, t.ID); old != nil {
			d.Before = s.hands(old)
		}
		out = append(out, d)
	}
	return out
}

func (s *shower) hands(t *plan.Task) []Hand {
	out := []Hand{}
	for _, w := range t.Work {
		h := Hand{Person: answer.PersonOf(s.v, w.Person)}
		if w.Mentor != "" {
			m := answer.PersonOf(s.v, w.Mentor)
			h.Mentor = &m
		}
		if !slices.ContainsFunc(out, func(o Hand) bool { return o.ID == h.ID }) {
			out = append(out, h)
		}
	}
	return out
}
