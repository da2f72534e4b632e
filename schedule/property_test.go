package schedule

import (
	"context"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"plumbline/schedule/calendar"
	"plumbline/schedule/engine"
	"plumbline/schedule/explain"
	"plumbline/schedule/model"
	"plumbline/schedule/scheduletest"
	"plumbline/schedule/search"
)

func solved(t interface{ Fatal(...any) }, p *Problem, o Options) *Solution {
	s, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFlatPlansVerifyAndNeverBeatTheirBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Flat(t, scheduletest.Size{Tasks: 14, People: 6})
		// Few schedules are the population's alone; of many the solver does half.
		o := Options{Seed: 5, Schedules: rapid.SampledFrom([]int64{400, 6000}).Draw(t, "schedules"), Workers: 1}
		first := solved(t, p, o)
		if bad := Verify(p, first.Plan); len(bad) > 0 {
			t.Fatalf("%s: %s", bad[0].Rule, bad[0].Text)
		}
		if first.Bound > first.Measures.Finish {
			t.Fatalf("the bound %d is over the finish %d", first.Bound, first.Measures.Finish)
		}
		for _, workers := range []int{2, 8} {
			o.Workers = workers
			if s := solved(t, p, o); !reflect.DeepEqual(s.Plan, first.Plan) {
				t.Fatalf("%d workers give another plan than one", workers)
			}
		}
	})
}

// exhaust tries every order of tasks and every choice of people, minute by minute,
// and gives the least finish. It knows single seats and finish-start links only.
func exhaust(p *Problem) model.Minute {
	e := &exhausted{p: p, start: make([]model.Minute, len(p.Tasks)), who: make([]int, len(p.Tasks)), placed: make([]bool, len(p.Tasks)), best: calendar.Never}
	for i := range p.Calendars {
		e.cals = append(e.cals, calendar.Compile(&p.Calendars[i]))
	}
	e.finish = make([]model.Minute, len(p.Tasks))
	e.next(0, 0)
	return e.best
}

type exhausted struct {
	p             *Problem
	cals          []*calendar.Index
	start, finish []model.Minute
	who           []int
	placed        []bool
	best          model.Minute
}

func (e *exhausted) next(count int, end model.Minute) {
	if end >= e.best {
		return
	}
	if count == len(e.p.Tasks) {
		e.best = end
		return
	}
	for t := range e.p.Tasks {
		if e.placed[t] || !e.ready(t) {
			continue
		}
		for _, who := range e.able(t) {
			e.put(t, who)
			e.placed[t] = true
			e.next(count+1, max(end, e.finish[t]))
			e.placed[t] = false
		}
	}
}

func (e *exhausted) ready(t int) bool {
	for _, d := range e.p.Deps {
		if d.To == t && !e.placed[d.From] {
			return false
		}
	}
	return true
}

func (e *exhausted) able(t int) []int {
	m := &e.p.Tasks[t]
	if len(m.Seats) == 0 || m.Duration == 0 && m.Seats[0].Work == 0 {
		return []int{-1}
	}
	var out []int
	for i, who := range e.p.People {
		ok := true
		for _, n := range m.Seats[0].Needs {
			ok = ok && who.Levels[n.Skill] >= n.Level
		}
		if ok {
			out = append(out, i)
		}
	}
	return out
}

// put places a task at the first instant from which everything is free.
func (e *exhausted) put(t, who int) {
	s := e.p.Start
	for _, d := range e.p.Deps {
		if d.To == t {
			s = max(s, e.finish[d.From]+model.Minute(d.Lag))
		}
	}
	for {
		f, ok := e.runs(t, who, s)
		if ok {
			e.start[t], e.finish[t], e.who[t] = s, f, who
			return
		}
		s++
	}
}

// runs walks through a task's minutes from a start and tells when it would end, or
// that somebody or something is taken.
func (e *exhausted) runs(t, who int, s model.Minute) (model.Minute, bool) {
	m := &e.p.Tasks[t]
	left := m.Duration
	var x *calendar.Index
	if m.Duration == 0 && len(m.Seats) > 0 {
		left = m.Seats[0].Work
		if who >= 0 {
			x = e.cals[e.p.People[who].Calendar]
		}
	}
	at := s
	for left > 0 {
		works := x.Between(at, at+1) == 1
		if !works && at == s {
			return 0, false
		}
		if e.taken(t, who, at) {
			return 0, false
		}
		if works {
			left--
		}
		at++
	}
	return at, true
}

func (e *exhausted) taken(t, who int, at model.Minute) bool {
	used := make([]int, len(e.p.Equipment))
	for o := range e.p.Tasks {
		if !e.placed[o] || at < e.start[o] || at >= e.finish[o] {
			continue
		}
		if who >= 0 && e.who[o] == who {
			return true
		}
		for _, u := range e.p.Tasks[o].Uses {
			used[u.Equipment] += u.Units
		}
	}
	for _, u := range e.p.Tasks[t].Uses {
		if used[u.Equipment]+u.Units > e.p.Equipment[u.Equipment].Capacity {
			return true
		}
	}
	return false
}

func TestTinyFlatProblemsAreSolvedToTheOptimum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Flat(t, scheduletest.Size{Tasks: 5, People: 3})
		for i := range p.Tasks {
			p.Tasks[i].Seats = p.Tasks[i].Seats[:min(1, len(p.Tasks[i].Seats))]
		}
		if s, want := solved(t, p, Options{Seed: 1, Schedules: 4000}), exhaust(p); s.Measures.Finish != want {
			t.Fatalf("finish %d, the optimum is %d", s.Measures.Finish, want)
		}
	})
}

func TestTinyTeamsAreSolvedToTheOptimum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &Problem{Start: 5, Working: model.None}
		for i := range 2 {
			gap := model.Minute(rapid.IntRange(1, 9).Draw(t, "gap"))
			on := model.Minute(rapid.IntRange(3, 12).Draw(t, "on"))
			c := model.Calendar{Horizon: 600}
			for at := model.Minute(i); at < 590; at += on + gap {
				c.Spans = append(c.Spans, model.Span{From: at, To: at + on})
			}
			p.Calendars = append(p.Calendars, c)
			p.People = append(p.People, model.Person{Calendar: i, Levels: []int8{int8(i), 1}})
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "tasks") {
			p.Tasks = append(p.Tasks, model.Task{Seats: []model.Seat{{Work: int64(rapid.IntRange(1, 12).Draw(t, "work")),
				Needs: []model.Need{{Skill: 0, Level: int8(rapid.IntRange(0, 1).Draw(t, "level"))}}}}})
			if i > 0 && rapid.Bool().Draw(t, "dep") {
				p.Deps = append(p.Deps, model.Dependency{From: rapid.IntRange(0, i-1).Draw(t, "from"), To: i})
			}
		}
		if s, want := solved(t, p, Options{Seed: 1, Schedules: 1500}), exhaust(p); s.Measures.Finish != want {
			t.Fatalf("finish %d, the optimum is %d", s.Measures.Finish, want)
		}
	})
}

func TestMorePeopleTimeOrEquipmentNeverMakeAPlanWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 10, People: 4})
		old := solved(t, p, Options{Seed: 2, Schedules: 60})
		q := *p
		switch rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			q.People = append(append([]model.Person(nil), p.People...), p.People[0])
		case 1:
			q.Milestones = append([]model.Milestone(nil), p.Milestones...)
			for i := range q.Milestones {
				q.Milestones[i].Deadline += 1440
			}
		default:
			q.Equipment = append([]model.Equipment(nil), p.Equipment...)
			for i := range q.Equipment {
				q.Equipment[i].Capacity++
			}
		}
		now := solved(t, &q, Options{Seed: 9, Schedules: 60, Start: old.Plan})
		w := engine.Weights(&q, Policy{})
		before := Measure(&q, old.Plan)
		if w.Score(&q, &now.Measures, now.Plan) > w.Score(&q, &before, old.Plan) {
			t.Fatalf("finish %d and %d late, before %d and %d late", now.Measures.Finish, now.Measures.Lateness, before.Finish, before.Lateness)
		}
	})
}

func TestAKnownPlanIsKeptUnlessAMovePays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 10, People: 4})
		old := solved(t, p, Options{Seed: 2, Schedules: 60})
		p.Current = old.Plan
		p.Rules.ChangePrice = 1 << 30
		now := solved(t, p, Options{Seed: 3, Schedules: 60})
		if now.Measures.Changes > 0 {
			t.Fatalf("%d assignments moved though no move can pay", now.Measures.Changes)
		}
	})
}

func TestEveryWayOutVerifiesAndMeetsTheDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 5, People: 3})
		c, err := Relax(context.Background(), p, Options{Seed: 4, Schedules: 40})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range c.Ways {
			q := Apply(p, w.Changes)
			if bad := Verify(q, w.Plan); len(bad) > 0 {
				t.Fatalf("%v: %s", w.Changes, bad[0].Text)
			}
			if m := Measure(q, w.Plan); m.Lateness > 0 || m.Over > 0 {
				t.Fatalf("%v: still %d late and %d over the budget", w.Changes, m.Lateness, m.Over)
			}
		}
		if missed := c.Measures.Lateness > 0 || c.Measures.Over > 0; missed != (len(c.Constraints) > 0) {
			t.Fatalf("missed: %v, constraints: %v", missed, c.Constraints)
		}
	})
}

func TestAFrontHoldsItsNamesAndNothingDominated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 6, People: 4})
		if rapid.Bool().Draw(t, "flat") {
			p = scheduletest.Flat(t, scheduletest.Size{Tasks: 8, People: 4})
		}
		points, err := Front(context.Background(), p, Options{Seed: 4, Schedules: 400})
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, a := range points {
			for _, n := range a.Names {
				names[n] = true
			}
			if bad := Verify(p, a.Plan); len(bad) > 0 {
				t.Fatal(bad[0].Text)
			}
			for _, b := range points {
				if len(a.Names) == 0 && !search.Dominates(&a.Measures, &b.Measures) && search.Dominates(&b.Measures, &a.Measures) {
					t.Fatalf("%+v is in the front though %+v is as good throughout", a.Measures, b.Measures)
				}
			}
		}
		again, err := Front(context.Background(), p, Options{Seed: 4, Schedules: 400, Workers: 3})
		if err != nil || !reflect.DeepEqual(points, again) {
			t.Fatalf("three workers find another front: %v", err)
		}
		if !names["soonest"] || !names["cheapest"] || !names["grows people"] || !names["safest"] {
			t.Fatalf("names: %v", names)
		}
	})
}

func TestACancelledSearchStillGivesAPlan(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 10, People: 4})
		if rapid.Bool().Draw(t, "flat") {
			p = scheduletest.Flat(t, scheduletest.Size{Tasks: 10, People: 4})
		}
		ctx, o := stopped, Options{Seed: 1, Schedules: 1 << 40}
		if rapid.Bool().Draw(t, "late") {
			ctx, o.Time = context.Background(), 1
		}
		s, err := Solve(ctx, p, o)
		if err != nil {
			t.Fatal(err)
		}
		if bad := Verify(p, s.Plan); len(bad) > 0 {
			t.Fatal(bad[0].Text)
		}
	})
}

func TestProgressCountsUpAndEndsAtTheAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 10, People: 4})
		var last Progress
		s := solved(t, p, Options{Seed: 1, Schedules: 400, Progress: func(g Progress) {
			if g.Schedules <= last.Schedules {
				t.Fatal("the count of schedules does not go up")
			}
			last = g
		}})
		if last.Schedules > 0 && (last.Best.Finish != s.Measures.Finish || last.Best.Lateness != s.Measures.Lateness) {
			t.Fatalf("the last progress says %d, the answer %d", last.Best.Finish, s.Measures.Finish)
		}
	})
}

func TestExplanationsNameWhoSitsAndWhatHoldsEachStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 10, People: 5})
		s := solved(t, p, Options{Seed: 1, Schedules: 60})
		e, err := Explain(context.Background(), p, s.Plan, Options{})
		if err != nil {
			t.Fatal(err)
		}
		seats := 0
		for _, pl := range s.Plan.Placements {
			seats += len(pl.Work)
		}
		if len(e.Choices) != seats {
			t.Fatalf("%d choices explained, the plan has %d", len(e.Choices), seats)
		}
		for _, c := range e.Choices {
			for _, n := range c.Next {
				if n.Person == c.Person {
					t.Fatal("a person is named as their own alternative")
				}
			}
			if pinned := len(p.Tasks[c.Task].Seats[c.Seat].Pinned) > 0; pinned != (c.Reason == explain.Pinned) {
				t.Fatalf("task %d: reason %q, pinned: %v", c.Task, c.Reason, pinned)
			}
		}
		for i, st := range e.Starts {
			if st.Cause == "" {
				t.Fatalf("task %d: nothing is said about its start", i)
			}
		}
	})
}
