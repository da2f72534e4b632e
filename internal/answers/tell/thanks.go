package tell

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// mostSeen bounds the facts of thanks for many small things.
const mostSeen = 20

// thanks names who did something, never how much: no amount, no order but that of
// names and days.
func (w *writer) thanks() {
	if w.fit.hides("people") {
		w.thankTeams()
		return
	}
	for _, d := range w.finished {
		if who := w.people(d.Body); len(who) > 0 {
			w.say(Thanks, 1, "task/"+d.ID, statement.New("tell.thanks.people", statement.Somebodies("people", who), answer.RecOf(w.View, "task", d.ID).Arg("task")).At(statement.Good).On(w.fact("task", d.ID)))
		}
	}
	w.thankReviewers()
	for _, a := range snapshot.List[grow.ActionItem](w.View, "action_item") {
		if a.Body.State == "done" && w.within(a.Body.Due) && w.View.Get("person", string(a.Body.Owner)) != nil {
			w.say(Thanks, 1, "action/"+a.ID, statement.New("tell.thanks.action", answer.PersonOf(w.View, string(a.Body.Owner)).Arg("person"), statement.Words("action", w.View.Title(a.Record))).
				At(statement.Good).On(w.fact("action_item", a.ID)))
		}
	}
}

// thankReviewers thanks those whose reviews the commits of the period name.
func (w *writer) thankReviewers() {
	begin, end := w.from.Add(1).In(w.Zone), w.Today.Add(1).In(w.Zone)
	names := world.NamesFor(w.View)
	who := map[record.ID]statement.Arg{}
	var facts []statement.Fact
	for _, r := range w.World.Repos {
		for i := range r.Commits {
			c := &r.Commits[i]
			if !inside(c.Committed, begin, end) {
				continue
			}
			for _, id := range c.Reviewers {
				if p := names.Person(r, id); p.ID != "" && id != c.Author {
					who[p.ID] = p.Arg("person")
					facts = append(facts, r.Commit(i))
				}
			}
		}
	}
	if len(who) == 0 {
		return
	}
	var list []statement.Arg
	for _, a := range who {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b statement.Arg) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
	})
	w.say(Thanks, 1, "review", statement.New("tell.thanks.review", statement.Somebodies("people", list)).At(statement.Good).On(facts[:min(mostSeen, len(facts))]...))
}

// thankTeams thanks the teams of the projects in which something was finished.
func (w *writer) thankTeams() {
	facts := map[record.Ref][]statement.Fact{}
	for _, d := range w.finished {
		facts[d.Body.Project] = append(facts[d.Body.Project], w.fact("task", d.ID))
	}
	for _, p := range snapshot.List[deliver.Project](w.View, "project") {
		seen := facts[record.Ref(p.ID)]
		for _, t := range p.Body.Teams {
			if len(seen) > 0 && w.View.Get("team", string(t)) != nil {
				w.say(Thanks, 0, "team/"+string(t)+"/"+p.ID, statement.New("tell.thanks.team", answer.RecOf(w.View, "team", string(t)).Arg("team"), answer.RecOf(w.View, "project", p.ID).Arg("project")).
					At(statement.Good).On(seen[:min(mostSeen, len(seen))]...))
			}
		}
	}
}
