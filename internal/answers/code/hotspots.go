// Package code answers where change gathers and what changes together: hotspots, the
// age of areas, and coupling within and across repositories. It speaks of code, never
// of people.
package code

import (
	"time"

	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/answers/written"
	"plumbline/internal/record"
)

// Since is how far back hotspots and coupling look.
const Since = 365 * 24 * time.Hour

// Hotspots is where change and size gather, and how old the code of each area is.
type Hotspots struct {
	answer.Head
	Items []Hotspot `json:"items"` // hottest first, at most Most a repository
	Ages  []Age     `json:"ages"`
}

// Most is how many hotspots, or pairs, are listed a repository.
const Most = 40

// Hotspot is one file that keeps changing.
type Hotspot struct {
	Repository string              `json:"repository"`
	Path       string              `json:"path"`
	Area       string              `json:"area,omitempty"`
	Lines      int                 `json:"lines"`
	Changes    int                 `json:"changes"`
	Fixes      int                 `json:"fixes"`
	Coupled    int                 `json:"coupled"`
	Heat       float64             `json:"heat"` // 0 to 1, over the hottest of its repository
	Reason     statement.Statement `json:"reason"`
}

// Age is how old the code of an area is: its lines, or, until it is known who wrote
// them, its files by their last change.
type Age struct {
	Repository string  `json:"repository"`
	Area       string  `json:"area"`
	Files      int     `json:"files"`
	Of         string  `json:"of"`        // "lines" or "files"
	Days       int     `json:"days"`      // the middle line's age, or days since the middle file changed
	Untouched  float64 `json:"untouched"` // part of the lines over two years old, or in files not changed for so long; 0 to 1
}

// AskHotspots looks at everything the viewer may see.
func AskHotspots(w *world.World) *Hotspots {
	a := &Hotspots{Items: []Hotspot{}, Ages: []Age{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "hotspots", record.DateOf(w.Now), w.Now, w.Facts()
	for _, r := range w.Repos {
		o := couple.Options{Since: r.AsOf().Add(-Since), Limit: Most}
		for _, h := range couple.Hotspots(r.Repository, o, flow.IsFix) {
			if h.Changes > 1 {
				a.Items = append(a.Items, hotspot(r, h))
			}
		}
		for _, g := range couple.Ages(r.Repository) {
			if g.Files > 0 && r.Areas[g.Area].Lines > 0 {
				a.Ages = append(a.Ages, age(r, g))
			}
		}
		if s, ok := written.Missing(r); ok {
			a.Missing = append(a.Missing, s)
		}
	}
	switch {
	case len(w.Repos) == 0:
		a.Headline = w.Missing()[0]
	case len(a.Items) == 0:
		a.Headline = statement.New("hotspots.none")
	default:
		a.Headline = a.first()
	}
	return a
}

// age is that of the lines where it is known, else that of the files.
func age(r *world.Repo, g couple.Age) Age {
	a := Age{r.Title, r.Areas[g.Area].Name, g.Files, "files", int(g.Median.Hours() / 24), g.UntouchedPart}
	if !r.Lines.Known() {
		return a
	}
	if p := r.Lines.Area(g.Area); p.Dated > 0 {
		a.Of, a.Days, a.Untouched = "lines", int(p.Middle.Hours()/24), p.OldPart()
	}
	return a
}

// first speaks of the hottest file that is mended often, else of the hottest.
func (a *Hotspots) first() statement.Statement {
	h := a.Items[0]
	for _, other := range a.Items {
		if other.Fixes*h.Changes > 2*h.Fixes*other.Changes && other.Heat >= 0.5 {
			h = other
		}
	}
	args := []statement.Arg{statement.AtPath("path", h.Path), statement.N("n", h.Changes)}
	if h.Fixes > 0 {
		args = append(args, statement.N("fixes", h.Fixes))
	}
	return statement.New("hotspots.first", args...).On(h.Reason.Evidence...)
}

func hotspot(r *world.Repo, h couple.Hotspot) Hotspot {
	f := &r.Files[h.File]
	out := Hotspot{Repository: r.Title, Path: f.Path, Lines: h.Lines, Changes: h.Changes, Fixes: h.Fixes, Coupled: h.Coupled, Heat: h.Heat}
	if f.Area >= 0 {
		out.Area = r.Areas[f.Area].Name
	}
	args := []statement.Arg{statement.N("n", h.Changes), statement.N("lines", h.Lines)}
	if h.Fixes > 0 {
		args = append(args, statement.N("fixes", h.Fixes))
	}
	if h.Coupled > 0 {
		args = append(args, statement.N("coupled", h.Coupled))
	}
	out.Reason = statement.New("hotspots.reason", args...).On(r.Hashes(h.Samples)...)
	return out
}
