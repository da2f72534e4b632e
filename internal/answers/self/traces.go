package self

import (
	"slices"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// scene is whose traces are looked for, and when.
type scene struct {
	world       *world.World
	view        *snapshot.View
	me          record.ID
	zone        *time.Location
	from, today record.Date
}

func (s *scene) within(d record.Date) bool { return d >= s.from && d <= s.today }

// part makes a part of n traces of one sort.
func part(name, side string, n int, id string, args []statement.Arg, facts []statement.Fact) (Part, bool) {
	r, weeks := rates[name], float64(days)/7
	args = append(args, statement.Work("low", r.low), statement.Work("high", r.high))
	return Part{name, side, Range{float64(n) * r.low / weeks, float64(n) * r.high / weeks}, statement.New(id, args...).On(sorted(facts)...)}, n > 0
}

// each visits the commits of the time looked at that are the viewer's by pick.
func (s *scene) each(pick func(c *history.Commit, me []history.PersonID) bool, f func(r *world.Repo, i int)) {
	names := world.NamesFor(s.view)
	for _, r := range s.world.Repos {
		me := names.Contributors(r, s.me)
		for i := range r.Commits {
			if c := &r.Commits[i]; s.within(record.DateOf(c.Committed.In(s.zone))) && pick(c, me) {
				f(r, i)
			}
		}
	}
}

// commits counts days with changes: how long one commit took nobody knows, but a day with
// some had some work in it.
func (s *scene) commits() (Part, bool) {
	seen := map[record.Date]bool{}
	var facts []statement.Fact
	s.each(func(c *history.Commit, me []history.PersonID) bool {
		return slices.Contains(me, c.Author) || slices.ContainsFunc(c.CoAuthors, func(p history.PersonID) bool { return slices.Contains(me, p) })
	}, func(r *world.Repo, i int) {
		seen[record.DateOf(r.Commits[i].When.In(s.zone))] = true
		facts = append(facts, r.Commit(i))
	})
	return part("commits", "technical", len(seen), "self.commits", []statement.Arg{statement.N("days", len(seen))}, facts)
}

func (s *scene) reviews() (Part, bool) {
	var facts []statement.Fact
	s.each(func(c *history.Commit, me []history.PersonID) bool {
		return !slices.Contains(me, c.Author) && slices.ContainsFunc(c.Reviewers, func(p history.PersonID) bool { return slices.Contains(me, p) })
	}, func(r *world.Repo, i int) { facts = append(facts, r.Commit(i)) })
	n := len(facts)
	return part("reviews", "technical", n, "self.reviews", []statement.Arg{statement.N("n", n)}, facts)
}

// talks counts the one-on-ones held.
func (s *scene) talks() (Part, bool) {
	var facts []statement.Fact
	for _, t := range snapshot.List[grow.Conversation](s.view, "conversation") {
		if s.within(t.Body.On) && slices.Contains(t.Body.Between, record.Ref(s.me)) {
			facts = append(facts, statement.Fact{Address: "rec:conversation/" + t.ID, Label: s.view.Title(t.Record), When: t.Body.On.In(s.zone)})
		}
	}
	n := len(facts)
	return part("talks", "managerial", n, "self.talks", []statement.Arg{statement.N("n", n)}, facts)
}

// decisions counts those the viewer made, as decider, or wrote.
func (s *scene) decisions() (Part, bool) {
	var facts []statement.Fact
	for _, d := range snapshot.List[decide.Decision](s.view, "decision") {
		made := s.within(d.Body.Date) && slices.Contains(d.Body.Deciders, record.Ref(s.me))
		wrote := d.Created.By == s.me && s.within(record.DateOf(d.Created.At.In(s.zone)))
		if made || wrote {
			facts = append(facts, recordFact(s.view, "decision", d.ID))
		}
	}
	n := len(facts)
	return part("decisions", "managerial", n, "self.decisions", []statement.Arg{statement.N("n", n)}, facts)
}

// duty is the share of the week that is set aside; how much of it is managing is open.
func duty(week int64, share record.Share, fact statement.Fact) Part {
	all := float64(week) * share.Fraction()
	return Part{"duty", "managerial", Range{all / 2, all}, statement.New("self.duty", statement.Words("share", share.String())).On(fact)}
}
