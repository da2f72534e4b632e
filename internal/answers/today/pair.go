package today

import (
	"slices"
	"time"

	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// rhythmTimes is how many times its interval a one-on-one may have gone without a talk.
const rhythmTimes = 1.5

// Own gives the answer with what the viewer alone may see, snoozed things left out. The
// answer it is made from serves everybody and stays as it is; what Own gives is for its
// viewer and may be kept nowhere. Nobody's own is the product's or a visitor's.
func (a *Answer) Own(w *world.World, v *snapshot.View, plan *Plan, snoozed map[string]bool) *Answer {
	mine := *a
	if v.Principal().Person != "" {
		s := sceneOf(w, v, plan)
		mine.All, mine.Rules = slices.Clone(a.All), slices.Clone(a.Rules)
		for i, r := range rules() {
			if r.of != own {
				continue
			}
			found := r.find(s)
			for _, item := range found {
				item.Rule, item.Own = r.name, true
				mine.All = append(mine.All, item)
			}
			mine.Rules[i].Found = len(found)
		}
		mine.rank()
	}
	return mine.Without(plan, snoozed)
}

// mine gives the viewer's one-on-ones, asked once for all rules.
func (s *scene) mine() []oneonone.Series {
	if s.series == nil {
		s.series = oneonone.List(s.world, s.view).Series
	}
	return s.series
}

// led gives those that the viewer leads and that go on.
func (s *scene) led() []oneonone.Series {
	var out []oneonone.Series
	for _, one := range s.mine() {
		if one.State == "active" && one.Lead.ID == s.view.Principal().Person {
			out = append(out, one)
		}
	}
	return out
}

// talks finds one-on-ones of the next day, a weekend between left out, that are still to
// be held.
func (s *scene) talks() []Item {
	var out []Item
	until := s.today.Add(1)
	for d := until.In(time.UTC).Weekday(); d == time.Saturday || d == time.Sunday; d = until.In(time.UTC).Weekday() {
		until = until.Add(1)
	}
	for _, one := range s.led() {
		if one.Next < s.today || one.Next > until || one.Last == s.today && one.Next == s.today {
			continue
		}
		item := s.pair("talk", one, "Prepare", one.Next)
		item.ID += "/" + string(one.Next) // a snooze of this talk is none of the next
		item.Level = statement.Info
		item.Statement = statement.New("today.talk", one.With.Arg("person"), statement.On("date", one.Next))
		if one.Next == s.today {
			item.Statement = statement.New("today.talk.now", one.With.Arg("person"))
		}
		item.Cost, item.Reason = little(lookHours), statement.New("today.talk.empty")
		if one.Open > 0 {
			item.Cost, item.Reason = unsaid(one.Open), statement.New("today.talk.why", statement.N("n", one.Open))
		}
		if one.Last != "" {
			item.Since = one.Last
		}
		out = append(out, item)
	}
	return out
}

// rhythm finds one-on-ones that were not held for well over their interval and for which
// no day ahead is set.
func (s *scene) rhythm() []Item {
	var out []Item
	for _, one := range s.led() {
		r := s.view.Get("one_on_one", one.ID)
		every := float64(snapshot.Body[grow.OneOnOne](s.view, "one_on_one", one.ID).Length())
		last := one.Last
		if last == "" {
			last = record.DateOf(r.Created.At.In(s.view.Snapshot().Organisation().Location()))
		}
		gone := s.days(last)
		if every == 0 || one.Next >= s.today || gone <= rhythmTimes*every {
			continue
		}
		args := []statement.Arg{one.With.Arg("person"), statement.Days("gone", gone), statement.Days("every", every)}
		item := s.pair("rhythm", one, "Set a day", last)
		item.Level, item.Cost = statement.Warn, cost(askHours, "rhythm")
		item.Statement = statement.New("today.rhythm", args...)
		if one.Last == "" {
			item.Statement = statement.New("today.rhythm.never", args...)
		}
		if one.Open > 0 {
			args = append(args, statement.N("n", one.Open))
		}
		if one.Next != "" {
			args = append(args, statement.On("date", one.Next))
		}
		item.Reason = statement.New("today.rhythm.why", args...)
		out = append(out, item)
	}
	return out
}

// agreed finds what the viewer said in a one-on-one they would do, past its day.
func (s *scene) agreed() []Item {
	var out []Item
	me := s.view.Principal().Person
	for _, p := range snapshot.List[grow.TalkingPoint](s.view, "talking_point") {
		b := p.Body
		if b.State != "open" || string(b.Owner) != me || b.Due == "" || b.Due >= s.today {
			continue
		}
		i := slices.IndexFunc(s.mine(), func(one oneonone.Series) bool { return one.ID == string(b.Series) && one.State == "active" })
		if i < 0 {
			continue
		}
		item := s.pair("agreed", s.series[i], "See what was agreed", b.Due)
		item.ID, item.Evidence = "agreed/"+p.ID, []statement.Fact{recordFact(s.view, p.Record)}
		item.Level, item.Cost = statement.Warn, cost(askHours, "agreed")
		item.Statement = statement.New("today.agreed", statement.Words("title", b.Title), statement.On("date", b.Due))
		item.Reason = statement.New("today.agreed.why", s.series[i].With.Arg("person"))
		out = append(out, item)
	}
	return out
}

// pair begins the item of a one-on-one, whose page is its next step.
func (s *scene) pair(rule string, one oneonone.Series, act string, since record.Date) Item {
	return Item{ID: rule + "/" + one.ID, Since: since, Evidence: s.record("one_on_one", one.ID), Tags: []string{"one-on-one", one.With.Title},
		Action: open(act, "t", "/grow/one-on-ones/"+one.ID)}
}
