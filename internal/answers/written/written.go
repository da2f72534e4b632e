// Package written says, in the terms of answers, who wrote the lines that stand at a
// place today and how old they are. It speaks of an area or a path only.
package written

import (
	"fmt"
	"math"
	"time"

	"plumbline/history"
	"plumbline/history/lines"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
)

const (
	// most is how many people are named; more would be a ranking.
	most = 3
	// little is the part of the lines under which nobody is named.
	little = 0.01
	// many is the part of the lines of nobody from which it is said.
	many = 0.1
	// lost is the part of the lines by people who left from which a path's answer says so.
	lost = 0.25
)

// Part is what is known of the lines at one place. Parts are of all its lines, from 0
// to 1. Everything is absent until it is known.
type Part struct {
	LinesBy       []By                `json:"lines_by,omitempty"` // still here, most first, at most three
	GonePart      *float64            `json:"gone_part,omitempty"`
	NobodyPart    *float64            `json:"nobody_part,omitempty"` // of bots, mass changes and ignored revisions
	MiddleAgeDays *int                `json:"middle_age_days,omitempty"`
	OldPart       *float64            `json:"old_part,omitempty"` // over two years old
	LinesSaid     statement.Statement `json:"lines_said,omitzero"`
}

// By is the part of the lines that somebody wrote.
type By struct {
	Person answer.Person `json:"person"`
	Part   float64       `json:"part"`
}

// OfArea is what is known of the lines of an area, in a sentence too.
func OfArea(r *world.Repo, names *world.Names, area int) Part {
	if !r.Lines.Known() {
		return Part{}
	}
	p := r.Lines.Area(area)
	out := part(r, names, p)
	if p.Lines > 0 {
		out.LinesSaid = say(out).On(samples(r, p, true)...)
	}
	return out
}

// At is what is known of the lines at a path or in an area by its name. It says how many
// are by people who left when they are over a quarter.
func At(r *world.Repo, names *world.Names, path string) (Part, lines.Part) {
	if !r.Lines.Known() {
		return Part{}, lines.Part{}
	}
	p := r.Lines.At(path)
	out := part(r, names, p)
	if gone := p.Of(p.Gone); gone > lost {
		args := append(out.age(), statement.AtPath("path", path), statement.Portion("gone", gone))
		out.LinesSaid = statement.New("lines.lost", args...).At(statement.Warn).On(samples(r, p, false)...)
	}
	return out, p
}

func part(r *world.Repo, names *world.Names, p lines.Part) Part {
	if p.Lines == 0 {
		return Part{}
	}
	gone, nobody := p.Of(p.Gone), p.Of(p.Nobody)
	out := Part{GonePart: &gone, NobodyPart: &nobody}
	for _, s := range p.By {
		if s.Here && p.Of(s.Lines) >= little && len(out.LinesBy) < most {
			out.LinesBy = append(out.LinesBy, By{names.Person(r, s.Person), p.Of(s.Lines)})
		}
	}
	if p.Dated > 0 {
		days, old := int(p.Middle/(24*time.Hour)), p.OldPart()
		out.MiddleAgeDays, out.OldPart = &days, &old
	}
	return out
}

// samples are the commits that most of the lines come from: of those who are named, where
// they shall be, and of one who left.
func samples(r *world.Repo, p lines.Part, named bool) []statement.Fact {
	var out []history.Hash
	here, gone := 0, 0
	for _, s := range p.By {
		switch {
		case p.Of(s.Lines) < little:
		case s.Here && named && here < most:
			here++
			out = append(out, s.Sample)
		case !s.Here && gone == 0:
			gone++
			out = append(out, s.Sample)
		}
	}
	return r.Hashes(out)
}

// say puts the lines of an area into a sentence.
func say(p Part) statement.Statement {
	var args []statement.Arg
	if *p.GonePart >= little {
		args = append(args, statement.Portion("gone", *p.GonePart))
	}
	if *p.NobodyPart >= many {
		args = append(args, statement.Portion("nobody", *p.NobodyPart))
	}
	args = append(args, p.age()...)
	if len(p.LinesBy) == 0 {
		return statement.New("lines.nobody-here", args...)
	}
	for i, by := range p.LinesBy {
		slot := []string{"first", "second", "third"}[i]
		args = append(args, by.Person.Arg(slot), statement.Portion(slot+"part", by.Part))
	}
	return statement.New("lines.by", args...)
}

// age is the middle line's age as an argument; none when it is of today or not known.
// Years below ten have one decimal.
func (p Part) age() []statement.Arg {
	if p.MiddleAgeDays == nil || *p.MiddleAgeDays == 0 {
		return nil
	}
	days := float64(*p.MiddleAgeDays)
	a := statement.Days("age", days)
	if years := math.Round(days/365.25*10) / 10; years >= 2 && years < 10 {
		a.Text = fmt.Sprintf("%.1f years", years)
	}
	return []statement.Arg{a}
}

// Missing says why who wrote the lines of a repository is not known; false when it is,
// or when nobody asked for it.
func Missing(r *world.Repo) (statement.Statement, bool) {
	title := statement.Words("repository", r.Title)
	switch {
	case r.Lines.Known() || r.Source() == 0:
	case r.Counting:
		return statement.New("lines.reading", title), true
	case r.Uncounted != "":
		return statement.New("lines.failed", title, statement.Words("why", r.Uncounted)), true
	case r.Lines != nil:
		return statement.New("lines.none", title), true
	}
	return statement.Statement{}, false
}
