package ways

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/step"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/relax"
)

// Answer is the conflict and the ways out as a viewer sees them.
type Answer struct {
	answer.Head
	Met      bool                  `json:"met"`
	Missed   []MissedRow           `json:"missed"`
	Conflict []statement.Statement `json:"conflict"`
	Ways     []Row                 `json:"ways"` // cheapest first
	Busy     bool                  `json:"busy"` // being looked for
}

// MissedRow is a date that cannot be met as things are.
type MissedRow struct {
	answer.Rec
	Statement statement.Statement `json:"statement"`
}

// Row is one way out: what to do, what it brings, and the changes that would do it.
type Row struct {
	Title   string                `json:"title"`
	Steps   []statement.Statement `json:"steps"`
	Brings  []statement.Statement `json:"brings"`
	Changes []step.Change         `json:"changes"`
}

// Show says a result for a viewer; nil means that nothing was looked for yet.
func Show(r *Result, v *snapshot.View, now time.Time) (*Answer, error) {
	zone := v.Snapshot().Organisation().Location()
	a := &Answer{Missed: []MissedRow{}, Conflict: []statement.Statement{}, Ways: []Row{}}
	a.Question, a.AsOf, a.ComputedAt = "ways", record.DateOf(now.In(zone)), now
	if r == nil {
		a.Headline = statement.New("ways.unknown")
		return a, nil
	}
	a.ComputedAt = r.Now
	s := shower{v: v, zone: zone}
	for i := range r.Missed {
		if m, ok := s.missed(&r.Missed[i]); ok {
			a.Missed = append(a.Missed, m)
		}
	}
	a.Met = len(r.Missed) == 0
	for i := range r.Conflict {
		if text, ok := s.part(&r.Conflict[i]); ok {
			a.Conflict = append(a.Conflict, text)
		}
	}
	for i := range r.Ways {
		row, ok, err := s.way(&r.Ways[i])
		if err != nil {
			return nil, err
		}
		if ok {
			a.Ways = append(a.Ways, row)
		}
	}
	a.headline()
	return a, nil
}

func (a *Answer) headline() {
	switch {
	case a.Met:
		a.Headline = statement.New("ways.met")
	case len(a.Missed) == 0:
		a.Headline = statement.New("ways.hidden")
	default:
		a.Headline = a.Missed[0].Statement
	}
	if !a.Met && len(a.Ways) == 0 {
		a.Missing = append(a.Missing, statement.New("ways.none"))
	}
}

type shower struct {
	v    *snapshot.View
	zone *time.Location
}

func (s *shower) missed(m *Missed) (MissedRow, bool) {
	if s.v.Get(m.Kind, m.ID) == nil {
		return MissedRow{}, false
	}
	rec := answer.RecOf(s.v, m.Kind, m.ID)
	if m.Kind == "project" {
		return MissedRow{rec, statement.New("ways.missed.budget", rec.Arg("what")).At(statement.Warn)}, true
	}
	days := m.Ends.Sub(m.By.Add(1).In(s.zone)).Hours() / 24
	return MissedRow{rec, statement.New("ways.missed", rec.Arg("what"), statement.On("by", m.By), statement.On("ends", plan.LastDay(m.Ends, s.zone)), statement.Days("days", max(1, days))).At(statement.Warn)}, true
}

// parts are the words of what stands in conflict; of dates where it is none of these.
func parts() map[relax.Kind]string {
	return map[relax.Kind]string{relax.Pin: "ways.part.pin", relax.Candidates: "ways.part.candidates", relax.NotBefore: "ways.part.not-before",
		relax.Skill: "ways.part.skill", relax.Capacity: "ways.part.capacity", relax.Limit: "ways.part.limit"}
}

// part says one thing of the conflict.
func (s *shower) part(p *step.Subject) (statement.Statement, bool) {
	if _, id := p.Of(); id == "" {
		return statement.New("ways.part.budget"), true
	}
	what, seen := p.Arg("what", s.v)
	return statement.New(cmp.Or(parts()[relax.Kind(p.What)], "ways.part.deadline"), what), seen
}

// way says what to do and gives the changes; false where the viewer may not see or
// make some part of it.
func (s *shower) way(w *Way) (Row, bool, error) {
	out := Row{Brings: []statement.Statement{}}
	said, title, ok := step.SayAll(w.Steps, s.v)
	if !ok {
		return out, false, nil
	}
	changes, ok, err := step.Edits(s.v, w.Steps)
	if !ok {
		return out, false, err
	}
	out.Title, out.Steps, out.Changes = title, said, changes
	moved := slices.ContainsFunc(w.Steps, func(x step.Step) bool { return relax.Kind(x.What) == relax.Deadline })
	for _, end := range w.Ends {
		kind := record.Kind("milestone")
		if s.v.Get(kind, end.ID) == nil {
			kind = "task"
		}
		if arg, ok := step.Named(s.v, "what", kind, end.ID); ok && !moved {
			out.Brings = append(out.Brings, statement.New("ways.then", arg, statement.On("date", plan.LastDay(end.At, s.zone))))
		}
	}
	if w.Work >= 60 {
		out.Brings = append(out.Brings, statement.New("ways.work.more", statement.Work("by", float64(w.Work))))
	} else if w.Work <= -60 {
		out.Brings = append(out.Brings, statement.New("ways.work.less", statement.Work("by", float64(-w.Work))))
	}
	return out, true, nil
}
