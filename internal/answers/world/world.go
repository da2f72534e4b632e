// Package world is what the answers about code look at: the repositories read so
// far with who knows what in them, and which contributor is which person. It is
// immutable; a new reading makes a new world.
package world

import (
	"iter"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/history/lines"
	"plumbline/history/truck"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/found"
	"plumbline/internal/answers/statement"
	"plumbline/internal/evidence"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/rule"
	"plumbline/internal/snapshot"
)

// Repo is one repository as it was read.
type Repo struct {
	Record record.ID // of its record; "" when asked from the command line without one
	Title  string
	Read   time.Time
	*history.Repository
	Know *know.Map
	Tree evidence.Facts // what the tree at the head says: owners, manifests, decision records
	// Decisions are the decision records found in that tree.
	Decisions []found.Document
	// Checks is what came of the confirmation rules asked of that tree, by their text.
	Checks map[string]rule.Outcome
	Said   []history.Correction // of identities, as they were replayed
	Trend  func() Trend         // worked out when first asked; nil when nobody can
	// Lines is who wrote the lines at the head; nil until that is worked out.
	Lines     *lines.Report
	Counting  bool   // Lines is being worked out
	Uncounted string // why Lines could not be worked out
}

// Trend is how knowledge of a repository went over time.
type Trend struct {
	Points  []truck.Point // by quarter, oldest first
	Classic int           // the truck factor as published, now
}

// World is everything read, as of one instant.
type World struct {
	Repos  []*Repo
	Unread []string // titles of repositories that records name and that are not read yet
	Now    time.Time
}

// Seen gives the world a viewer may see: a fact is visible exactly where its
// repository's record is.
func (w *World) Seen(v *snapshot.View) *World {
	out := &World{Now: w.Now}
	for _, r := range w.Repos {
		if r.Record == "" || v.Get("repository", r.Record) != nil {
			out.Repos = append(out.Repos, r)
		}
	}
	for _, r := range snapshot.List[guide.Repository](v, "repository") {
		if r.Body.Path != "" && !slices.ContainsFunc(w.Repos, func(read *Repo) bool { return read.Record == r.ID }) {
			out.Unread = append(out.Unread, v.Title(r.Record))
		}
	}
	return out
}

// Missing says what is not read yet, where there is anything to say.
func (w *World) Missing() []statement.Statement {
	switch {
	case len(w.Unread) > 0:
		return []statement.Statement{statement.New("knowledge.reading", statement.Words("list", strings.Join(w.Unread, ", ")))}
	case len(w.Repos) == 0:
		return []statement.Statement{statement.New("knowledge.none")}
	}
	return nil
}

// Facts sums up how old what the viewer sees is.
func (w *World) Facts() answer.Facts {
	f := answer.Facts{Repositories: len(w.Repos)}
	var newest time.Time
	for _, r := range w.Repos {
		if r.Read.After(newest) {
			newest = r.Read
		}
		f.Stale = f.Stale || r.Stale
	}
	if !newest.IsZero() {
		f.Age = int64(w.Now.Sub(newest).Seconds())
	}
	return f
}

// AsOf is the instant answers about one repository hold at.
func (r *Repo) AsOf() time.Time { return r.Repository.AsOf }

// Commit is the fact of one commit.
func (r *Repo) Commit(i int) statement.Fact {
	c := &r.Commits[i]
	return statement.Fact{Address: r.Address(c.Hash, ""), Label: short(c.Hash) + " " + c.Subject, When: c.Committed}
}

// Hashes gives the facts of commits by hash; unknown ones are left out.
func (r *Repo) Hashes(list []history.Hash) []statement.Fact {
	var out []statement.Fact
	for _, h := range list {
		if i, ok := r.Lookup(h); ok {
			out = append(out, r.Commit(i))
		}
	}
	return out
}

// Touched gives each commit since then, newest first, with each area it changed that
// has files which count; quiet commits are left out.
func (r *Repo) Touched(since time.Time) iter.Seq2[int, int] {
	return func(yield func(commit, area int) bool) {
		for i := len(r.Commits) - 1; i >= 0; i-- {
			if c := &r.Commits[i]; c.Quiet != "" || c.Committed.Before(since) {
				continue
			}
			seen := map[int]bool{}
			for _, ch := range r.ChangesOf(i) {
				a := r.Files[ch.File].Area
				if a < 0 || seen[a] || !r.Counts(ch) {
					continue
				}
				if seen[a] = true; !yield(i, a) {
					return
				}
			}
		}
	}
}

// Path is the fact of a file at the head.
func (r *Repo) Path(path string) statement.Fact {
	return statement.Fact{Address: r.Address(r.Head, path), Label: path}
}

func short(h history.Hash) string { return string(h[:min(len(h), 8)]) }

// Names says who contributors are: people of the team where their identities tell,
// else the name their commits carry.
type Names struct {
	view    *snapshot.View
	byMail  map[string]record.ID
	byName  map[string]record.ID
	byLogin map[string]record.ID
}

// NamesFor reads the identities a viewer may see.
func NamesFor(v *snapshot.View) *Names {
	n := &Names{view: v, byMail: map[string]record.ID{}, byName: map[string]record.ID{}, byLogin: map[string]record.ID{}}
	for _, p := range snapshot.List[people.Person](v, "person") {
		n.byName[strings.ToLower(p.Body.Title)] = p.ID
		if p.Body.Email != "" {
			n.byMail[strings.ToLower(p.Body.Email)] = p.ID
		}
	}
	for _, i := range snapshot.List[people.Identity](v, "identity") {
		if _, login, ok := strings.Cut(i.Body.Login, ":"); ok {
			n.byLogin[strings.ToLower(login)] = string(i.Body.Person)
		}
		if i.Body.Email != "" {
			n.byMail[strings.ToLower(i.Body.Email)] = string(i.Body.Person)
		} else if i.Body.Name != "" {
			n.byName[strings.ToLower(i.Body.Name)] = string(i.Body.Person)
		}
	}
	return n
}

// ID gives the person's record a contributor is, or "".
func (n *Names) ID(c *history.Contributor) record.ID {
	for _, i := range c.Identities {
		if id, ok := n.byMail[strings.ToLower(i.Email)]; ok {
			return id
		}
	}
	for _, i := range c.Identities {
		if id, ok := n.byName[strings.ToLower(i.Name)]; ok {
			return id
		}
	}
	return ""
}

// Person names a contributor.
func (n *Names) Person(r *Repo, p history.PersonID) answer.Person {
	if p < 0 || int(p) >= len(r.People) {
		return answer.Person{Title: "somebody"}
	}
	c := &r.People[p]
	if id := n.ID(c); id != "" && n.view.Get("person", id) != nil {
		return answer.PersonOf(n.view, id)
	}
	return answer.Person{Title: c.Name}
}

// People names several contributors as the arguments of a statement.
func (n *Names) People(r *Repo, list []history.PersonID) []statement.Arg {
	var out []statement.Arg
	for _, p := range list {
		out = append(out, n.Person(r, p).Arg("person"))
	}
	return out
}

// Owner finds the contributors an owner of CODEOWNERS means: an address, or a login
// seen in noreply addresses or confirmed as an identity. Teams and logins that match
// nobody give none.
func (n *Names) Owner(r *Repo, owner string) []history.PersonID {
	login, isLogin := strings.CutPrefix(strings.ToLower(owner), "@")
	if strings.Contains(login, "/") {
		return nil
	}
	var out []history.PersonID
	for p := range r.People {
		for _, i := range r.People[p].Identities {
			mail := strings.ToLower(i.Email)
			local, host, _ := strings.Cut(mail, "@")
			if !isLogin && mail == login || isLogin && strings.HasPrefix(host, "users.noreply.") && (local == login || strings.HasSuffix(local, "+"+login)) {
				out = append(out, history.PersonID(p))
				break
			}
		}
	}
	if id := n.byLogin[login]; isLogin && id != "" && len(out) == 0 {
		return n.Contributors(r, id)
	}
	return out
}

// Contributors finds who a person is in a repository.
func (n *Names) Contributors(r *Repo, id record.ID) []history.PersonID {
	var out []history.PersonID
	for p := range r.People {
		if n.ID(&r.People[p]) == id {
			out = append(out, history.PersonID(p))
		}
	}
	return out
}

// Resolve finds somebody by a person's key or id, or by a contributor's name or
// address: the person's record id, where there is one, and the contributors.
func (w *World) Resolve(n *Names, text string) (answer.Person, map[*Repo][]history.PersonID) {
	out := map[*Repo][]history.PersonID{}
	if id := n.view.ID("person", text); id != "" {
		for _, r := range w.Repos {
			out[r] = n.Contributors(r, id)
		}
		return answer.PersonOf(n.view, id), out
	}
	named := answer.Person{}
	for _, r := range w.Repos {
		if list := r.Find(text); len(list) > 0 {
			out[r] = list
			named = n.Person(r, list[0])
		}
	}
	return named, out
}

// Source is the number of source lines in all areas.
func (r *Repo) Source() int {
	sum := 0
	for i := range r.Areas {
		sum += r.Areas[i].Lines
	}
	return sum
}
