// Package load turns a simulated organisation into records of the product: what its
// people would have typed. The truth behind it (true levels, actual work still to
// come) stays out.
package load

import (
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/sim"
)

// Item is one new record. Its id is drawn from the organisation's seed, references are
// ids of other items of the same list. Key is the alias it wants, "" for kinds without.
type Item struct {
	Kind record.Kind
	ID   record.ID
	Key  string
	Body record.Body
}

// Data is the item's content as the gate reads it.
func (i Item) Data() (*record.Node, error) {
	raw, err := record.Encode(i.Body)
	if err != nil {
		return nil, fmt.Errorf("encode %s %s: %w", i.Kind, i.Key, err)
	}
	return record.ParseJSON(raw)
}

// Options of Records.
type Options struct {
	Repository string // path of the git repository; "" leaves the repository record out
	Demo       bool   // marks the organisation as synthetic
}

// Records gives everything the organisation's people would have written down, for one
// change set. Those who left are people with an end; the lead's account is an admin's.
func Records(o *sim.Organisation, opt Options) []Item {
	l := &loader{o: o, at: opt.Repository, ids: source{sim.Rand(o.Options.Seed, "ids")}}
	l.people(opt)
	l.skills()
	l.absences()
	l.projects(opt)
	l.tasks()
	l.milestones()
	l.risks()
	l.decisions()
	l.actions()
	l.purpose()
	l.together()
	return l.out
}

// source makes a generator a reader of random bytes.
type source struct{ *rand.Rand }

// Read implements io.Reader.
func (s source) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(s.Uint32())
	}
	return len(b), nil
}

var _ io.Reader = source{}

type loader struct {
	o        *sim.Organisation
	ids      source
	out      []Item
	person   []record.Ref
	skill    []record.Ref
	project  []record.Ref
	task     []record.Ref
	decision map[string]record.Ref
	team     record.Ref
	repo     record.Ref
	at       string // path of the repository, "" = none
}

func (l *loader) add(kind record.Kind, key string, b record.Body) record.Ref {
	id := record.NewID(l.ids)
	l.out = append(l.out, Item{kind, id, key, b})
	return record.Ref(id)
}

func base(title string) record.Base { return record.Base{Title: title} }

func day(t time.Time) record.Date {
	if t.IsZero() {
		return ""
	}
	return record.DateOf(t)
}

func (l *loader) money(minor int64) record.Money {
	return record.Money{Minor: minor, Currency: l.o.Currency}
}

func (l *loader) people(opt Options) {
	o := l.o
	sum := int64(0)
	for _, p := range o.People[:o.Active] {
		sum += p.Rate
	}
	l.add("organisation", "", &frame.Organisation{
		Base: base(o.Name), Zone: o.Zone, Currency: o.Currency, HoursPerDay: record.Minutes(60 * o.HoursPerDay),
		WeekStart: "monday", DayStarts: "09:00", BlendedRate: l.money(sum / int64(o.Active) / 100 * 100), Demo: opt.Demo,
	})
	l.out[0].ID = "organisation"
	for range o.People {
		l.person = append(l.person, record.Ref(record.NewID(l.ids)))
	}
	l.team = l.add("team", "", &people.Team{Base: base(o.Name), Purpose: "Takes payments, keeps the books, pays merchants.", Lead: l.person[0]})
	for i, p := range o.People {
		b := &people.Person{
			Base: base(p.Name), Role: p.Role, Level: p.Level, Email: p.Identities[0].Email, Teams: []record.Ref{l.team}, Zone: p.Zone,
			Capacity: record.Minutes(60 * p.HoursPerWeek), Duty: record.Share(p.Duty), Rate: l.money(p.Rate), From: day(p.Joined), To: day(p.Left),
		}
		if p.Lead >= 0 && p.Left.IsZero() {
			b.Lead = l.person[p.Lead]
		}
		l.out = append(l.out, Item{"person", string(l.person[i]), p.Key, b})
	}
	for i, p := range o.People {
		l.accounts(i, p)
	}
}

// accounts gives those who are here a way in, and everybody's first identity.
func (l *loader) accounts(i int, p sim.Person) {
	if i < l.o.Active {
		roles := []string{"member"}
		if i == 0 {
			roles = []string{"admin", "lead", "member"}
		}
		l.add("account", "", &frame.Account{Base: base(p.Name), Person: l.person[i], Roles: roles})
	}
	id := p.Identities[0]
	l.add("identity", "", &people.Identity{Base: base(id.Email), Person: l.person[i], Name: id.Name, Email: id.Email, Login: "forge:" + p.Login})
}

func (l *loader) skills() {
	for _, s := range l.o.Skills {
		b := &people.Skill{Base: base(s.Title), Category: s.Category, HalfLife: 365}
		switch {
		case s.Area >= 0:
			b.Evidence.Paths = []string{l.o.Areas[s.Area].Dir + "/**"}
		case s.Key == "go" || s.Key == "sql" || s.Key == "yaml":
			b.Evidence.Languages = []string{map[string]string{"go": "Go", "sql": "SQL", "yaml": "YAML"}[s.Key]}
		case s.Key == "ts":
			b.Evidence.Languages = []string{"TypeScript"}
		}
		l.skill = append(l.skill, l.add("skill", s.Key, b))
	}
	wish := map[[2]int]int{}
	for i, p := range l.o.People {
		for _, g := range p.Goals {
			wish[[2]int{i, g.Skill}] = int(g.Level)
		}
	}
	for _, c := range l.o.Claims {
		b := &people.SkillClaim{
			Base:   base(fmt.Sprintf("%s: %s %d", l.o.People[c.Person].Name, l.o.Skills[c.Skill].Title, c.Level)),
			Person: l.person[c.Person], Skill: l.skill[c.Skill], Level: int(c.Level), Source: c.Source, Interest: c.Interest, When: day(c.When),
		}
		if c.Source == "self" {
			b.Goal = wish[[2]int{c.Person, c.Skill}]
		}
		l.add("skill_claim", "", b)
	}
	l.wishes(wish)
}

// wishes writes the goals in skills nobody claimed yet: level 0, and where to.
func (l *loader) wishes(wish map[[2]int]int) {
	for _, c := range l.o.Claims {
		if c.Source == "self" {
			delete(wish, [2]int{c.Person, c.Skill})
		}
	}
	for i := range l.o.Active {
		for s := range l.o.Skills {
			if goal, ok := wish[[2]int{i, s}]; ok {
				l.add("skill_claim", "", &people.SkillClaim{
					Base:   base(fmt.Sprintf("%s: %s 0", l.o.People[i].Name, l.o.Skills[s].Title)),
					Person: l.person[i], Skill: l.skill[s], Goal: goal, Source: "self", Interest: 2, When: day(l.o.Today.AddDate(0, 0, -30)),
				})
			}
		}
	}
}

func (l *loader) absences() {
	for _, a := range l.o.Absences {
		name := l.o.People[a.Person].Name
		l.add("absence", "", &frame.Absence{Base: base(name + " away"), Person: l.person[a.Person], From: day(a.From), To: day(a.To), Reason: record.Prose(a.Reason)})
	}
}

func (l *loader) projects(opt Options) {
	if opt.Repository != "" {
		b := &guide.Repository{Base: base("payments"), Path: opt.Repository, Teams: []record.Ref{l.team}, Criticality: "high"}
		for _, a := range l.o.Areas {
			b.Components = append(b.Components, guide.Component{Name: a.Key, Globs: []string{a.Dir + "/**"}})
		}
		l.repo = l.add("repository", "payments", b)
	}
	for _, p := range l.o.Projects {
		b := &deliver.Project{
			Base: base(p.Title), Goal: record.Prose(p.Goal), Status: p.Status, Lead: l.person[p.Lead], Teams: []record.Ref{l.team},
			Target: day(p.Target), Confidence: 800,
		}
		if l.repo != "" {
			b.Repositories = []record.Ref{l.repo}
		}
		l.project = append(l.project, l.add("project", p.Key, b))
	}
}
