package oneonone

import (
	"slices"

	"plumbline/history"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// firstDays is how far back the preparation of a first talk looks, ahead how far on it
// looks for absences, and still how long work may stand before it is named.
const (
	firstDays = 14
	ahead     = 28
	still     = 14
)

// perPart bounds how much one part of the preparation says, and mostTalks how many talks
// are given.
const (
	perPart   = 6
	mostTalks = 20
)

// Prepared is one series made ready for its next talk.
type Prepared struct {
	answer.Head
	Series   Series      `json:"series"`
	Since    record.Date `json:"since"` // the last talk, or where the first one begins to look
	First    bool        `json:"first"` // none was held before
	Agenda   []Point     `json:"agenda"`
	Promised []Point     `json:"promised"` // what one of the two said they would do
	Parts    []Part      `json:"parts"`
	Talks    []Talk      `json:"talks"` // newest first
	Earlier  int         `json:"earlier"`
}

// Part is one thing to talk about, as evidence shows it.
type Part struct {
	Name  string                `json:"name" enum:"finished,stuck,reviews,away,growth,actions,decisions,thanks"`
	Title string                `json:"title"`
	Items []statement.Statement `json:"items"`
}

// Assigned says whom the newest plan gives each task; nil where there is none.
type Assigned map[record.ID][]record.ID

// about is what a preparation is made of.
type about struct {
	*scene
	series Series
	person record.ID // who is led
	since  record.Date
	own    bool // the viewer is that person, and sees counts
	plan   Assigned
	traces map[*world.Repo][]history.PersonID
}

// Prepare makes a one-on-one ready: named by its id, or by the key of the other person.
func Prepare(w *world.World, v *snapshot.View, plan Assigned, which string) (*Prepared, error) {
	s := look(w, v)
	r, err := s.find(which)
	if err != nil {
		return nil, err
	}
	one := s.series(r)
	p := &about{scene: s, series: one, person: string(r.Body.Person), own: v.Principal().Person == string(r.Body.Person), plan: plan, traces: map[*world.Repo][]history.PersonID{}}
	for _, repo := range w.Repos {
		p.traces[repo] = s.names.Contributors(repo, p.person)
	}
	a := &Prepared{Series: one, Agenda: []Point{}, Promised: []Point{}, Parts: []Part{}, Talks: []Talk{}}
	a.talks(s, r.ID)
	a.Since, a.First = p.begin()
	p.since = a.Since
	a.points(s, r.ID)
	if a.Parts, err = p.parts(); err != nil {
		return nil, err
	}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "prepare", s.today, w.Now, w.Facts()
	a.Headline = a.headline()
	a.Missing = append(a.Missing, w.Missing()...)
	return a, nil
}

// begin is the day the preparation looks back to: the last talk before today.
func (p *about) begin() (since record.Date, first bool) {
	for _, t := range p.talks {
		if string(t.Body.Series) == p.series.ID && t.Body.On < p.today {
			return t.Body.On, false
		}
	}
	return p.today.Add(-firstDays), true
}

func (a *Prepared) talks(s *scene, series record.ID) {
	for _, t := range s.talks {
		if string(t.Body.Series) != series {
			continue
		}
		if len(a.Talks) == mostTalks {
			a.Earlier++
			continue
		}
		talk := Talk{ID: t.ID, Version: t.Version, On: t.Body.On, Notes: string(t.Body.Notes), Points: []Point{}}
		for _, p := range s.all {
			if string(p.Body.Talk) == t.ID {
				talk.Points = append(talk.Points, s.point(p))
			}
		}
		a.Talks = append(a.Talks, talk)
	}
}

func (a *Prepared) points(s *scene, series record.ID) {
	for _, p := range s.all {
		if string(p.Body.Series) != series || p.Body.State != "open" {
			continue
		}
		if p.Body.Owner == "" {
			a.Agenda = append(a.Agenda, s.point(p))
		} else {
			a.Promised = append(a.Promised, s.point(p))
		}
	}
}

func (a *Prepared) headline() statement.Statement {
	carried := 0
	for _, p := range a.Agenda {
		if p.Carried > 0 {
			carried++
		}
	}
	args := []statement.Arg{a.Series.With.Arg("person"), statement.N("n", len(a.Agenda))}
	if carried > 0 {
		args = append(args, statement.N("carried", carried))
	}
	if a.First {
		return statement.New("one.first", args...)
	}
	return statement.New("one.prepare", append(args, statement.On("since", a.Since))...)
}

// parts asks each part what it has; those with nothing to say are left out.
func (p *about) parts() ([]Part, error) {
	growth, err := p.growth()
	if err != nil {
		return nil, err
	}
	out := []Part{
		{"finished", "Finished since", p.finished()}, {"stuck", "Stuck or late", p.stuck()}, {"reviews", "Reviewing", p.reviews()},
		{"away", "Away soon", p.away()}, {"growth", "Growing", growth}, {"actions", "Said and open", p.actions()},
		{"decisions", "Decisions", p.decisions()}, {"thanks", "Worth a thank-you", p.thanks()},
	}
	out = slices.DeleteFunc(out, func(x Part) bool { return len(x.Items) == 0 })
	for i := range out {
		out[i].Items = out[i].Items[:min(perPart, len(out[i].Items))]
	}
	return out, nil
}

func (p *about) who() statement.Arg { return p.series.Person.Arg("person") }

// parties says that somebody is one of the two.
func (p *about) parties(id record.Ref) bool {
	return string(id) == p.series.Lead.ID || string(id) == p.series.Person.ID
}
