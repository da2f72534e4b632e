// Package knowledge answers who knows which part of the code: the map of areas with
// their knowers, and with who wrote the lines there, as a piece-of-work question for
// each area. It lists no person by an amount over areas.
package knowledge

import (
	"slices"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/answers/written"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is the knowledge map.
type Answer struct {
	answer.Head
	Areas []Area  `json:"areas"`
	Trend []Trend `json:"trend"` // by repository
}

// Trend is how knowledge of one repository went, by quarter, over the areas of today.
type Trend struct {
	Repository string              `json:"repository"`
	Points     []Point             `json:"points"`
	Classic    int                 `json:"classic"` // the truck factor as published
	Said       statement.Statement `json:"said"`
}

// Point is how knowledge stood on a day.
type Point struct {
	Day    record.Date `json:"day"`
	Active int         `json:"active"` // active truck factor
	Single int         `json:"single"` // areas known by one person
	Nobody int         `json:"nobody"` // areas known by nobody
}

// Area is one part of the code.
type Area struct {
	Repository string           `json:"repository"`
	Name       string           `json:"name"`
	Lines      int              `json:"lines"`
	Files      int              `json:"files"`
	Knowers    int              `json:"knowers"`
	People     []answer.Person  `json:"people"` // who knows it, best to ask first, at most five
	Last       record.Date      `json:"last,omitempty"`
	AgeDays    int              `json:"age_days"` // since somebody who knows it changed it
	Gone       bool             `json:"gone"`     // somebody knew it, nobody does now
	History    []int            `json:"history"`  // knowers at the days of its repository's trend; −1 = not there yet
	Evidence   []statement.Fact `json:"evidence"`
	written.Part
}

// Ask gives the map of everything the viewer may see.
func Ask(w *world.World, v *snapshot.View) *Answer {
	names := world.NamesFor(v)
	a := &Answer{Areas: []Area{}, Trend: []Trend{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "knowledge", record.DateOf(w.Now), w.Now, w.Facts()
	single, nobody := 0, 0
	for _, r := range w.Repos {
		a.AsOf = record.DateOf(r.AsOf())
		for i := range r.Areas {
			area := areaOf(r, names, i)
			if area.Lines == 0 {
				continue
			}
			switch area.Knowers {
			case 0:
				nobody++
			case 1:
				single++
			}
			a.Areas = append(a.Areas, area)
		}
		a.trend(r)
		if s, ok := written.Missing(r); ok {
			a.Missing = append(a.Missing, s)
		}
	}
	a.Headline = headline(len(a.Areas), single, nobody)
	if a.Missing = append(a.Missing, w.Missing()...); len(a.Areas) == 0 && len(w.Unread) > 0 {
		a.Headline = w.Missing()[0]
	}
	return a
}

// trend adds how knowledge of a repository and of each of its areas went.
func (a *Answer) trend(r *world.Repo) {
	if r.Trend == nil {
		return
	}
	t := r.Trend()
	out := Trend{Repository: r.Title, Classic: t.Classic, Points: []Point{}}
	for _, p := range t.Points {
		out.Points = append(out.Points, Point{record.DateOf(p.At), p.Active, p.Single, p.Nobody})
		for i := range a.Areas {
			area := &a.Areas[i]
			if at := slices.IndexFunc(r.Areas, func(x history.Area) bool { return x.Name == area.Name }); area.Repository == r.Title && at >= 0 {
				area.History = append(area.History, p.Knowers[at])
			}
		}
	}
	n := len(out.Points)
	if n == 0 {
		return
	}
	args := []statement.Arg{statement.N("now", out.Points[n-1].Active), statement.N("classic", t.Classic)}
	out.Said = statement.New("knowledge.now", args...)
	if n > 4 {
		out.Said = statement.New("knowledge.trend", append(args, statement.N("then", out.Points[n-5].Active))...)
	}
	a.Trend = append(a.Trend, out)
}

func headline(all, single, nobody int) statement.Statement {
	n := statement.N("n", all)
	switch {
	case all == 0:
		return statement.New("knowledge.empty")
	case nobody > 0 && single > 0:
		return statement.New("knowledge.both", n, statement.N("single", single), statement.N("nobody", nobody)).At(statement.Warn)
	case nobody > 0:
		return statement.New("knowledge.nobody", n, statement.N("nobody", nobody)).At(statement.Warn)
	case single > 0:
		return statement.New("knowledge.single", n, statement.N("single", single)).At(statement.Warn)
	}
	return statement.New("knowledge.fine", n).At(statement.Good)
}

func areaOf(r *world.Repo, names *world.Names, i int) Area {
	src := &r.Areas[i]
	out := Area{Repository: r.Title, Name: src.Name, Lines: src.Lines, Files: src.Files, People: []answer.Person{}, Evidence: []statement.Fact{}, History: []int{}, Part: written.OfArea(r, names, i)}
	holders := r.Know.Holders(i)
	for _, h := range holders {
		if !h.Knows {
			out.Gone = out.Gone || h.Changes >= know.KnowsChanges
			continue
		}
		out.Knowers++
		if len(out.People) < know.Most {
			out.People = append(out.People, names.Person(r, h.Person))
			out.Evidence = append(out.Evidence, r.Hashes(h.Samples[:min(1, len(h.Samples))])...)
		}
		if d := record.DateOf(h.Last); d > out.Last {
			out.Last = d
			out.AgeDays = int(r.AsOf().Sub(h.Last).Hours() / 24)
		}
	}
	out.Gone = out.Gone && out.Knowers == 0
	if out.Last == "" && len(holders) > 0 {
		out.Last = record.DateOf(holders[0].Last)
		out.AgeDays = int(r.AsOf().Sub(holders[0].Last).Hours() / 24)
	}
	return out
}
