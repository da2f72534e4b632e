package health

import (
	"maps"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// leave counts working days away, for whatever reason.
func (q *scene) leave(g *Group) (Sign, bool) {
	if len(q.absences) == 0 {
		return Sign{}, false
	}
	var facts []statement.Fact
	days := func(from, to record.Date) float64 {
		sum := 0.0
		for _, x := range q.absences {
			if g.who[string(x.Body.Person)] {
				sum += q.working(max(from, x.Body.From), min(to, x.Body.To), x.Body.Share)
			}
		}
		return sum / float64(g.People)
	}
	unsaid := maps.Clone(g.who)
	for _, x := range q.absences {
		delete(unsaid, string(x.Body.Person))
		if g.who[string(x.Body.Person)] && x.Body.To >= q.Today.Add(-half) {
			facts = append(facts, statement.Fact{Address: "rec:absence/" + x.ID, Label: "an absence, " + statement.Days2(x.Body.From, x.Body.To)})
		}
	}
	last, ahead := days(q.Today.Add(1-quarter), q.Today), days(q.Today.Add(1), q.Today.Add(quarter))
	then := days(q.Today.Add(1-2*quarter), q.Today.Add(-quarter))
	pace := (then + last + ahead) * 365 / (3 * quarter)
	args := []statement.Arg{statement.N("last", tenths(last)), statement.N("ahead", tenths(ahead)), statement.N("pace", tenths(pace)), statement.N("least", leastYear)}
	if len(unsaid) > 0 {
		args = append(args, statement.N("unsaid", len(unsaid)))
	}
	s := sign(g, "leave", [2]string{"health.leave", "health.own.leave"}, pace < leastYear/2 && q.longHere(g), args, facts, "/grow/one-on-ones")
	if g.own {
		return s, true
	}
	s.Trend = statement.New("health.leave.trend", statement.N("then", tenths(then)))
	if week, share := q.crowded(g); share >= awayMuch {
		s.Trend = statement.New("health.leave.crowded", statement.On("week", week), statement.Portion("share", share))
	}
	return s, true
}

// longHere says that somebody of the group has been here for the time looked back on.
func (q *scene) longHere(g *Group) bool {
	for id := range g.who {
		if snapshot.Body[people.Person](q.view, "person", id).From <= q.Today.Add(-half) {
			return true
		}
	}
	return false
}

// crowded gives the week of the next quarter in which most of a group is away.
func (q *scene) crowded(g *Group) (record.Date, float64) {
	day, share := record.Date(""), 0.0
	monday := q.Today.Add(-(int(q.Today.In(q.zone).Weekday()) + 6) % 7)
	for w := monday; w <= q.Today.Add(quarter); w = w.Add(7) {
		sum := 0.0
		for _, x := range q.absences {
			if g.who[string(x.Body.Person)] {
				sum += q.working(max(w, x.Body.From), min(w.Add(6), x.Body.To), x.Body.Share)
			}
		}
		if has := q.working(w, w.Add(6), 0) * float64(g.People); has > 0 && sum/has > share {
			day, share = w, sum/has
		}
	}
	return day, share
}

// working counts the working days of the organisation from a day to another, times a
// share; a share of 0 is the whole day.
func (q *scene) working(from, to record.Date, share record.Share) float64 {
	org, n := q.view.Snapshot().Organisation(), 0
	for d := from; d != "" && d <= to; d = d.Add(1) {
		at := d.In(time.UTC).Weekday()
		work := at != time.Saturday && at != time.Sunday
		if len(org.WorkDays) > 0 {
			work = slices.Contains(org.WorkDays, strings.ToLower(at.String()))
		}
		if work && !slices.Contains(org.Holidays, d) {
			n++
		}
	}
	if share == 0 {
		return float64(n)
	}
	return float64(n) * share.Fraction()
}
