// Package health answers whether the team is well, from what people wrote down for other
// ends: the plan, absences without their reasons, promises, tasks, and who knows which
// part of the code. Nobody is watched for it: no hours of commits, no messages, no
// moods. What is told of a group is the same for every viewer, and no group is told in
// which fewer than Fewest people could be made out; one's own part is one's own.
package health

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Fewest is how many people a figure is of at least. Groups are chosen so that sums and
// differences of what is told are of as many too.
const Fewest = 5

// Answer is how the groups here are, and the viewer's own part.
type Answer struct {
	answer.Head
	Groups []Group               `json:"groups"` // everybody first, then teams by name
	Own    *Group                `json:"own"`    // the viewer's alone; nil where they are none of the people here
	Notes  []statement.Statement `json:"notes"`  // who is not told of, and what is not looked at
}

// Group is some people and what is known of them together.
type Group struct {
	Team   *answer.Rec `json:"team,omitempty"` // nil = everybody here, or the viewer
	People int         `json:"people"`
	Signs  []Sign      `json:"signs"`
	who    map[record.ID]bool
	own    bool
}

// Sign is one thing that tells how people are.
type Sign struct {
	Name  string              `json:"name" enum:"load,alone,waiting,begun,leave,promises"`
	Said  statement.Statement `json:"said"`
	Trend statement.Statement `json:"trend,omitzero"` // against some time ago
	Helps []Help              `json:"helps"`          // where Said is a warning
	Weeks []Week              `json:"weeks,omitempty"`
}

// Help is something that would help, and where it is done.
type Help struct {
	Said statement.Statement `json:"said"`
	Href string              `json:"href"`
}

// Week is the plan of a group against its hours, in minutes.
type Week struct {
	Week record.Date `json:"week"` // its Monday
	Work int64       `json:"work"`
	Has  int64       `json:"has"`
}

// Source is what an answer is made from.
type Source struct {
	World    *world.World
	Everyone *snapshot.View // what every member may see
	Viewer   record.ID      // "" = nobody of the people here
	Load     []plan.Load    // of the newest plan; nil = there is none
	Plan     statement.Fact
	Promises *promises.Answer
	Today    record.Date
}

// Ask answers for everybody, and for the viewer alone what is theirs.
func Ask(s Source) *Answer {
	a := &Answer{Groups: []Group{}, Notes: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "health", s.Today, s.World.Now, s.World.Facts()
	q := newScene(s)
	if len(q.here) < Fewest {
		a.Headline = statement.New("health.few", statement.N("n", Fewest))
	} else {
		a.Groups = q.groups(a)
		for i := range a.Groups {
			a.Groups[i].Signs = q.signs(&a.Groups[i])
		}
		a.Headline = headline(a.Groups[0].Signs)
	}
	if q.here[s.Viewer] {
		a.Own = &Group{People: 1, who: map[record.ID]bool{s.Viewer: true}, own: true}
		a.Own.Signs = q.signs(a.Own)
	}
	a.Notes = append(a.Notes, statement.New("health.unwatched"))
	if s.Load == nil {
		a.Missing = append(a.Missing, statement.New("health.no-plan"))
	}
	if len(q.absences) == 0 {
		a.Missing = append(a.Missing, statement.New("health.no-absences"))
	}
	a.Missing = append(a.Missing, s.World.Missing()...)
	return a
}

// headline names the signs of everybody that warn.
func headline(signs []Sign) statement.Statement {
	var names []string
	var facts []statement.Fact
	for i := range signs {
		if one := &signs[i]; one.Said.Level == statement.Warn {
			names = append(names, statement.New("health.name."+one.Name).Text())
			facts = append(facts, one.Said.Evidence...)
		}
	}
	all := statement.N("all", len(signs))
	switch len(names) {
	case 0:
		return statement.New("health.fine", all).At(statement.Good)
	case 1:
		return statement.New("health.one", statement.Words("what", names[0]), all).At(statement.Warn).On(facts...)
	}
	last := len(names) - 1
	what := strings.Join(names[:last], ", ") + " and " + names[last]
	return statement.New("health.some", statement.N("n", len(names)), all, statement.Words("what", what)).At(statement.Warn).On(facts[:min(len(facts), most)]...)
}

// groups gives everybody, and the teams that may be told beside them: such that whoever
// adds and subtracts the groups is left with at least Fewest people. Larger teams are
// taken first.
func (q *scene) groups(a *Answer) []Group {
	every := Group{People: len(q.here), who: q.here}
	var teams []Group
	for _, t := range snapshot.List[people.Team](q.view, "team") {
		rec := answer.RecOf(q.view, "team", t.ID)
		g := Group{Team: &rec, who: map[record.ID]bool{}}
		for id := range q.here {
			if p := snapshot.Body[people.Person](q.view, "person", id); slices.Contains(p.Teams, record.Ref(t.ID)) {
				g.who[id] = true
			}
		}
		if g.People = len(g.who); g.People > 0 && g.People < every.People {
			teams = append(teams, g)
		}
	}
	slices.SortStableFunc(teams, func(x, y Group) int { return cmp.Or(y.People-x.People, cmp.Compare(x.Team.Title, y.Team.Title)) })
	told := []Group{every}
	for i := range teams {
		if next := append(told[:len(told):len(told)], teams[i]); apart(q.here, next) {
			told = next
		} else {
			a.Notes = append(a.Notes, statement.New("health.withheld", teams[i].Team.Arg("team"), statement.N("n", Fewest)))
		}
	}
	slices.SortStableFunc(told[1:], func(x, y Group) int { return cmp.Compare(x.Team.Title, y.Team.Title) })
	return told
}

// apart says that people whom the groups do not tell from each other are at least
// Fewest: every sum and difference of the groups' figures is made of such lots.
func apart(here map[record.ID]bool, groups []Group) bool {
	lots := map[string]int{}
	for id := range here {
		lot := make([]byte, len(groups))
		for i := range groups {
			if groups[i].who[id] {
				lot[i] = 1
			}
		}
		lots[string(lot)]++
	}
	for _, n := range lots {
		if n < Fewest {
			return false
		}
	}
	return true
}
