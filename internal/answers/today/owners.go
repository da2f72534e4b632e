package today

import (
	"strconv"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
)

// ownerDays is how long an owner must have been quiet.
const ownerDays = 365

// claim is one line of CODEOWNERS with the files it decides.
type claim struct {
	owners []string
	line   int
	first  string
	files  int
}

// owners finds lines of CODEOWNERS all of whose known owners have long been quiet. An
// owner who matches nobody raises no alarm.
func (s *scene) owners() []Item {
	var out []Item
	for _, c := range s.claims() {
		owner, last := s.quietOwner(c.owners)
		if owner == "" {
			continue
		}
		now := s.knowers(c.first)
		reason := statement.New("today.owners.why", statement.Somebodies("people", now))
		if len(now) == 0 {
			reason = statement.New("today.owners.nobody")
		}
		r := s.repo
		out = append(out, Item{
			ID: "owners/" + r.Root + "/" + strconv.Itoa(c.line) + "/" + owner, Level: statement.Warn, Cost: little(lookHours),
			Statement: statement.New("today.owners", statement.AtPath("pattern", c.first), statement.N("files", c.files), statement.Words("owner", owner), statement.Days("ago", s.ago(last))),
			Reason:    reason, Since: record.DateOf(last.Add(ownerDays * day)),
			Evidence: []statement.Fact{{Address: r.Tree.Owners.Address, Label: r.Tree.Owners.Path + ", line " + strconv.Itoa(c.line)}},
			Tags:     []string{"owners"}, Action: open("See who knows it", "w", "/guide/who?path="+c.first),
		})
	}
	return out
}

// claims groups the files at the head by the line of CODEOWNERS that decides them, in
// the order of first use.
func (s *scene) claims() []*claim {
	if s.repo.Tree.Owners == nil {
		return nil
	}
	byLine := map[int]*claim{}
	var out []*claim
	for i := range s.repo.Files {
		f := &s.repo.Files[i]
		if !f.Present {
			continue
		}
		owners, line := s.repo.Tree.Owners.Of(f.Path)
		if len(owners) == 0 {
			continue
		}
		c := byLine[line]
		if c == nil {
			c = &claim{owners: owners, line: line, first: f.Path}
			byLine[line] = c
			out = append(out, c)
		}
		c.files++
		c.first = common(c.first, f.Path)
	}
	return out
}

// common is the longest directory two paths share, or the path itself.
func common(a, b string) string {
	if a == b || a == "" {
		return a
	}
	x, y := strings.SplitAfter(a, "/"), strings.SplitAfter(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] && strings.HasSuffix(x[n], "/") {
		n++
	}
	if n == 0 {
		return "/"
	}
	return strings.Join(x[:n], "")
}

// quietOwner names an owner when every owner that matches somebody has been quiet for
// long, with the last sign of any of them.
func (s *scene) quietOwner(owners []string) (name string, last time.Time) {
	for _, o := range owners {
		for _, p := range s.names.Owner(s.repo, o) {
			seen := s.lastSeen(p)
			if s.ago(seen) < ownerDays {
				return "", seen
			}
			if name == "" || seen.After(last) {
				name, last = o, seen
			}
		}
	}
	return name, last
}

func (s *scene) lastSeen(p history.PersonID) time.Time { return s.repo.People[p].Last }

// knowers names up to three people who know a path now.
func (s *scene) knowers(path string) []statement.Arg {
	found, ok := s.repo.Know.Who(strings.TrimSuffix(path, "/"), know.Most)
	if !ok {
		return nil
	}
	var who []history.PersonID
	for _, h := range found.People {
		if h.Knows && len(who) < 3 {
			who = append(who, h.Person)
		}
	}
	return s.names.People(s.repo, who)
}
