package answering

import (
	"context"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// proposedDays is how lately somebody must have been active to be proposed.
const proposedDays = 90

// mostProposed bounds a proposed team: more are a community, not a team.
const mostProposed = 60

// propose writes the people active lately on the default branch as the team, in one
// change set marked as derived, to be corrected in one place. It does so once: a
// derived person already there means that it was done.
func (s *Service) propose(ctx context.Context, r *world.Repo) error {
	v := s.team.Snapshot().System()
	names := world.NamesFor(v)
	for _, p := range snapshot.List[people.Person](v, "person") {
		if p.Body.Derived {
			return nil
		}
	}
	cs := team.ChangeSet{ID: "derived-team-" + r.Record, Via: team.ViaJob, Reason: "Proposed from the history of " + r.Title}
	for _, p := range active(r) {
		c := &r.People[p]
		if names.ID(c) != "" || len(cs.Changes) >= 2*mostProposed {
			continue
		}
		changes, err := proposal(c)
		if err != nil {
			return err
		}
		cs.Changes = append(cs.Changes, changes...)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	_, err := s.team.Apply(ctx, record.Principal{System: true}, cs)
	return err
}

// active lists contributors with a commit on the default branch in the last days, in
// the order of their first commit.
func active(r *world.Repo) []history.PersonID {
	from := r.AsOf().Add(-proposedDays * 24 * time.Hour)
	seen := map[history.PersonID]int{}
	for i := range r.Commits {
		if c := &r.Commits[i]; c.Committed.After(from) && c.Quiet != "bot" {
			seen[c.Author]++
		}
	}
	least := 1
	if len(seen) > mostProposed {
		least = 3
	}
	var out []history.PersonID
	for p := range r.People {
		if id := history.PersonID(p); seen[id] >= least && !r.People[p].Bot && len(out) < mostProposed {
			out = append(out, id)
		}
	}
	return out
}

// proposal is the person and the identities beyond the main address.
func proposal(c *history.Contributor) ([]team.Change, error) {
	id := record.NewID(nil)
	person, err := record.Written(map[string]any{"title": c.Name, "email": c.Email, "derived": true, "from": string(record.DateOf(c.First))})
	if err != nil {
		return nil, err
	}
	out := []team.Change{{Kind: "person", ID: id, Op: team.Put, Data: person}}
	said := map[string]bool{strings.ToLower(c.Email): true}
	for _, i := range c.Identities {
		if said[strings.ToLower(i.Email)] || i.Email == "" {
			continue
		}
		said[strings.ToLower(i.Email)] = true
		n, err := record.Written(map[string]any{"title": i.Name + " <" + i.Email + ">", "person": id, "name": i.Name, "email": i.Email})
		if err != nil {
			return nil, err
		}
		out = append(out, team.Change{Kind: "identity", Op: team.Put, Data: n})
	}
	return out, nil
}
