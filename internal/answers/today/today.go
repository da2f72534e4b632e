// Package today answers what needs the leader now: at most nine things, each a
// sentence with why now, since when, its evidence and one next step. Every rule looks
// at facts or records alone, says its threshold, and reckons what a day of waiting costs,
// by which everything is ranked.
package today

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/oneonone"
	"plumbline/internal/answers/promises"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Most is how many things Today names at most.
const Most = 9

// perRule bounds how much of Today one rule may fill.
const perRule = 3

// Answer is Today for everybody; Own adds what one viewer alone may see, without
// what they snoozed.
type Answer struct {
	answer.Head
	Items    []Item    `json:"items"`
	Sections []Section `json:"sections,omitempty"`
	Rules    []Rule    `json:"rules"`
	Since    *Since    `json:"since,omitempty"` // what changed in a week; nil when nothing is known of it
	All      []Item    `json:"-"`               // everything found, ranked

	given *promises.Answer
	// unread says that a repository is still to be read, as the first of Missing puts it.
	unread bool
}

// Section is a part of the page below the items.
type Section struct {
	Title string                `json:"title"`
	Items []statement.Statement `json:"items"`
	Own   bool                  `json:"own,omitempty"` // the viewer's alone: not for other eyes
}

// Item is one thing that needs somebody.
type Item struct {
	ID        string              `json:"id"` // stable from day to day: what a snooze names
	Rule      string              `json:"rule"`
	Cost      Cost                `json:"cost"`
	Level     statement.Level     `json:"level"`
	Statement statement.Statement `json:"statement"`
	Reason    statement.Statement `json:"reason"`
	Since     record.Date         `json:"since,omitempty"`
	Evidence  []statement.Fact    `json:"evidence"`
	Tags      []string            `json:"tags"`
	Action    Action              `json:"action"`
	Own       bool                `json:"own,omitempty"` // the viewer's alone: not for other eyes
}

// Action is the one next step.
type Action struct {
	Label string `json:"label"`
	Key   string `json:"key"`
	Kind  string `json:"kind"` // open, create
	Href  string `json:"href,omitempty"`
}

// Rule says what was looked for and how much was found.
type Rule struct {
	Name      string              `json:"name"`
	Found     int                 `json:"found"`
	Threshold statement.Statement `json:"threshold"`
	Counts    statement.Statement `json:"counts"` // how the cost of waiting is reckoned
}

// scene is what rules look at.
type scene struct {
	world *world.World
	repo  *world.Repo // set while a rule about code runs
	view  *snapshot.View
	names *world.Names
	plan  *Plan
	today record.Date
	hours float64 // of a day of work

	aligned *align.Answer     // once asked
	given   *promises.Answer  // once asked
	series  []oneonone.Series // the viewer's own, once asked
}

func sceneOf(w *world.World, v *snapshot.View, plan *Plan) *scene {
	zone := v.Snapshot().Organisation().Location()
	return &scene{world: w, view: v, names: world.NamesFor(v), plan: plan, today: record.DateOf(w.Now.In(zone)), hours: float64(v.Day()) / 60}
}

// rank puts what is dearest to wait for first.
func (a *Answer) rank() {
	slices.SortStableFunc(a.All, func(x, y Item) int {
		return cmp.Or(cmp.Compare(y.Cost.Hours, x.Cost.Hours), cmp.Compare(x.ID, y.ID))
	})
}

// Ask answers from everything the viewer may see; nothing of it is their own. plan may
// be nil.
func Ask(w *world.World, v *snapshot.View, plan *Plan) *Answer {
	s := sceneOf(w, v, plan)
	a := &Answer{Items: []Item{}}
	s.look(a)
	a.rank()
	a.given = s.given
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "today", s.today, w.Now, w.Facts()
	if len(w.Repos) == 1 && w.Repos[0].Stale {
		a.AsOf = record.DateOf(w.Repos[0].AsOf())
	}
	a.Missing, a.unread = append(a.Missing, w.Missing()...), len(w.Unread) > 0
	a.choose(plan, func(Item) bool { return true })
	return a
}

// choose takes the first Most that are wanted, no rule filling the page.
func (a *Answer) choose(plan *Plan, wanted func(Item) bool) {
	a.Items = []Item{}
	used := map[string]int{}
	for _, item := range a.All {
		if len(a.Items) < Most && used[item.Rule] < perRule && wanted(item) {
			used[item.Rule]++
			a.Items = append(a.Items, item)
		}
	}
	if a.Headline = headline(len(a.Items), plan); len(a.Items) == 0 && a.unread {
		a.Headline = a.Missing[0] // that nothing needs anybody is not known yet
	}
}

// Without gives the answer without what a viewer snoozed, filled up from what was found.
func (a *Answer) Without(plan *Plan, snoozed map[string]bool) *Answer {
	out := *a
	out.choose(plan, func(i Item) bool { return !snoozed[i.ID] })
	return &out
}

var numbers = [...]string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"}

func headline(n int, plan *Plan) statement.Statement {
	count := statement.Words("n", numbers[min(n, len(numbers)-1)])
	if n > 0 && plan != nil && plan.Next != nil {
		m := plan.Next
		noun := " things need"
		if n == 1 {
			noun = " thing needs"
		}
		return statement.New("today.with-plan", statement.Words("n", count.Text+noun), m.Milestone.Arg("milestone"),
			statement.Between("range", m.P10, m.P90), statement.Words("tendency", m.Tendency()))
	}
	switch n {
	case 0:
		return statement.New("today.none").At(statement.Good)
	case 1:
		return statement.New("today.one")
	}
	return statement.New("today.some", count)
}

// ago is how many days lie between an instant and when the repository was read as of.
func (s *scene) ago(t time.Time) float64 { return s.repo.AsOf().Sub(t).Hours() / 24 }

// open is the action that opens a page.
func open(label, key, href string) Action {
	return Action{Label: label, Key: key, Kind: "open", Href: href}
}
