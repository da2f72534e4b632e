package align

import (
	"math"
	"slices"
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// swing is how far odds have to move to be told.
const swing = 0.1

// mostSince is how much of what changed is told.
const mostSince = 8

// Standing is where things stood on a day: small enough to keep one for each day.
type Standing struct {
	Orphans map[record.ID]bool    `json:"orphans"`
	Idle    map[record.ID]bool    `json:"idle"`
	Odds    map[string]float64    `json:"odds"`   // by objective and name of the key result
	Values  map[string]string     `json:"values"` // likewise, in words
	Shares  map[record.ID]float64 `json:"shares"` // of the bets
}

// Standing sums up the answer for comparison with a later day.
func (a *Answer) Standing() Standing {
	s := Standing{map[record.ID]bool{}, map[record.ID]bool{}, map[string]float64{}, map[string]string{}, map[record.ID]float64{}}
	for i := range a.Orphans {
		s.Orphans[a.Orphans[i].ID] = true
	}
	for i := range a.Bets {
		s.Shares[a.Bets[i].ID] = a.Bets[i].Share
	}
	for i := range a.Objectives {
		o := &a.Objectives[i]
		if o.State == "idle" {
			s.Idle[o.ID] = true
		}
		for j := range o.Results {
			r := &o.Results[j]
			if odds := r.Odds(); odds <= 1 {
				s.Odds[o.ID+"/"+r.Name] = odds
			}
			if r.Latest != nil {
				s.Values[o.ID+"/"+r.Name] = Amount(r.Latest.Value, r.Unit)
			}
		}
	}
	return s
}

// Compare says what has changed since an earlier day.
func (a *Answer) Compare(old Standing, day record.Date) {
	now := a.Standing()
	var out []statement.Statement
	for i := range a.Orphans {
		if o := &a.Orphans[i]; !old.Orphans[o.ID] {
			out = append(out, statement.New("align.since.untied", o.Arg("project")).At(statement.Info))
		}
	}
	for i := range a.Objectives {
		out = append(out, a.Objectives[i].compare(&old, &now)...)
	}
	for i := range a.Bets {
		b := &a.Bets[i]
		if then, ok := old.Shares[b.ID]; ok && math.Abs(then-b.Share) >= swing {
			out = append(out, statement.New("align.since.share", b.Arg("bet"), statement.Odds("then", then), statement.Odds("now", b.Share)))
		}
	}
	if tied := settled(old.Orphans, now.Orphans); tied > 0 {
		out = append(out, statement.New("align.since.tied", statement.N("n", tied)).At(statement.Good))
	}
	a.Since, a.SinceDay = out[:min(mostSince, len(out))], day
	if a.Since == nil {
		a.Since = []statement.Statement{}
	}
}

func settled(old, now map[record.ID]bool) int {
	n := 0
	for id := range old {
		if !now[id] {
			n++
		}
	}
	return n
}

func (o *Objective) compare(old, now *Standing) []statement.Statement {
	var out []statement.Statement
	switch {
	case now.Idle[o.ID] && !old.Idle[o.ID]:
		out = append(out, statement.New("align.since.idle", o.Arg("objective")).At(statement.Warn))
	case old.Idle[o.ID] && !now.Idle[o.ID]:
		out = append(out, statement.New("align.since.worked", o.Arg("objective")).At(statement.Good))
	}
	for i := range o.Results {
		name := o.Results[i].Name
		at := o.ID + "/" + name
		then, knownThen := old.Odds[at]
		odds, known := now.Odds[at]
		if known && knownThen && math.Abs(odds-then) >= swing {
			level := statement.Good
			if odds < then {
				level = statement.Warn
			}
			out = append(out, statement.New("align.since.odds", statement.Words("name", name), o.Arg("objective"), statement.Odds("then", then), statement.Odds("now", odds)).At(level))
		} else if v := old.Values[at]; v != "" && v != now.Values[at] {
			out = append(out, statement.New("align.since.value", statement.Words("name", name), statement.Words("then", v), statement.Words("now", now.Values[at])))
		}
	}
	return out
}

// Worst lists the key results that are off track of active objectives that are worked
// on, least likely first.
func (a *Answer) Worst() []Missing {
	var out []Missing
	for i := range a.Objectives {
		o := &a.Objectives[i]
		for j := range o.Results {
			if r := &o.Results[j]; o.State == "off" && r.State == "off" {
				out = append(out, Missing{o, r})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Missing) int {
		if x.Result.Odds() != y.Result.Odds() {
			if x.Result.Odds() < y.Result.Odds() {
				return -1
			}
			return 1
		}
		return strings.Compare(x.Objective.Key, y.Objective.Key)
	})
	return out
}

// Missing is a key result that will probably be missed, with its objective.
type Missing struct {
	Objective *Objective
	Result    *Result
}
