package about

import (
	"slices"
	"strings"

	"plumbline/history"
	"plumbline/history/identity"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Pairs is the question which names look like one person.
type Pairs struct {
	answer.Head
	Items []Pair `json:"items"`
}

// Pair is two contributors, at least one of them a person here, that may be one.
type Pair struct {
	ID         string              `json:"id"`
	Repository string              `json:"repository"`
	A          answer.Person       `json:"a"`
	B          answer.Person       `json:"b"`
	Said       statement.Statement `json:"said"`
	Reason     statement.Statement `json:"reason"`
	Confirm    []Change            `json:"confirm"` // what says that they are one
	Deny       []Change            `json:"deny"`    // what says that they are two, so that nobody is asked again
}

// Change is one change of a change set, in the API's shape.
type Change struct {
	Kind string         `json:"kind"`
	ID   string         `json:"id,omitempty"`
	Base int            `json:"base_version,omitempty"`
	Op   string         `json:"op" enum:"put,patch,delete"`
	Data map[string]any `json:"data,omitempty"`
}

// AskPairs lists the pairs that the viewer may settle: leads all, others their own.
func AskPairs(w *world.World, v *snapshot.View) *Pairs {
	a := &Pairs{Items: pairs(w, v, world.NamesFor(v))}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "identities", record.DateOf(w.Now), w.Now, w.Facts()
	if me := v.Principal(); me.Roles&(record.Admin|record.Lead) == 0 {
		a.Items = slices.DeleteFunc(a.Items, func(p Pair) bool { return p.A.ID != me.Person && p.B.ID != me.Person })
	}
	a.Headline = statement.New("identities.none")
	if n := len(a.Items); n > 0 {
		a.Headline = statement.New("identities.some", statement.N("n", n))
	}
	return a
}

// most is how many pairs are asked about at once.
const most = 50

func pairs(w *world.World, v *snapshot.View, names *world.Names) []Pair {
	out := []Pair{}
	asked := map[string]bool{}
	for _, r := range w.Repos {
		ids, c := flat(r)
		for _, l := range identity.Likely(ids, c, r.Said) {
			p, ok := pair(r, v, names, l)
			if ok && !asked[p.ID] && len(out) < most {
				asked[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// flat gives the identities of a repository and the contributors they were put in.
func flat(r *world.Repo) ([]history.Identity, identity.Clusters) {
	var ids []history.Identity
	c := identity.Clusters{N: len(r.People)}
	for p := range r.People {
		reason := ""
		if r.People[p].Bot {
			reason = "bot"
		}
		c.Bots = append(c.Bots, reason)
		for _, id := range r.People[p].Identities {
			ids = append(ids, id)
			c.Of = append(c.Of, p)
		}
	}
	return ids, c
}

func pair(r *world.Repo, v *snapshot.View, names *world.Names, l identity.Likeness) (Pair, bool) {
	a, b := history.PersonID(l.A), history.PersonID(l.B)
	if names.ID(&r.People[a]) == "" {
		a, b = b, a
	}
	one, two := names.Person(r, a), names.Person(r, b)
	if one.ID == "" || one.ID == two.ID || two.ID != "" && !derived(v, two.ID) && !derived(v, one.ID) {
		return Pair{}, false
	}
	if two.ID != "" && !derived(v, two.ID) { // what was proposed goes, what was said stays
		a, b, one, two = b, a, two, one
	}
	ca, cb := &r.People[a], &r.People[b]
	p := Pair{ID: ca.Email + " " + cb.Email, Repository: r.Title, A: one, B: two, Confirm: merged(v, one, two, cb), Deny: apart(v, one, ca, text(cb))}
	shown := func(name string, who answer.Person, c *history.Contributor) statement.Arg {
		return statement.Words(name, who.Title+" <"+c.Email+">")
	}
	facts := append(r.Hashes(newest(r, a))[:1:1], r.Hashes(newest(r, b))[:1:1]...)
	p.Said = statement.New("identities.pair", shown("a", one, ca), shown("b", two, cb)).On(facts...)
	p.Reason = statement.New("identities."+l.Why, statement.Words("local", l.Shared)).On(facts...)
	return p, true
}

// text is how a contributor is named in a record: by the address, else by the name.
func text(c *history.Contributor) string {
	if c.Email != "" {
		return c.Email
	}
	return c.Name
}

func derived(v *snapshot.View, id record.ID) bool {
	r := v.Get("person", id)
	if r == nil {
		return false
	}
	p, ok := r.Body.(*people.Person)
	return ok && p.Derived
}

// merged says that what carries the other's addresses is this person. Where the other
// was proposed as a person, that proposal and its identities go.
func merged(v *snapshot.View, one, two answer.Person, c *history.Contributor) []Change {
	out := []Change{}
	if two.ID != "" {
		for _, i := range snapshot.List[people.Identity](v, "identity") {
			if string(i.Body.Person) == two.ID {
				out = append(out, gone(v, "identity", i.ID))
			}
		}
		out = append(out, gone(v, "person", two.ID))
	}
	said := map[string]bool{}
	for _, id := range c.Identities {
		key := strings.ToLower(id.Email)
		if key == "" {
			key = id.Name
		}
		if said[key] {
			continue
		}
		said[key] = true
		data := map[string]any{"title": id.Name + " <" + id.Email + ">", "person": one.ID, "name": id.Name}
		if id.Email != "" {
			data["email"] = id.Email
		}
		out = append(out, Change{Kind: "identity", Op: "put", Data: data})
	}
	return out
}

func gone(v *snapshot.View, kind record.Kind, id record.ID) Change {
	c := Change{Kind: string(kind), ID: id, Op: "delete"}
	if r := v.Get(kind, id); r != nil {
		c.Base = r.Version
	}
	return c
}

// apart says that an address or name is not this person's. It goes onto the identity
// that carries the main address, made where there is none.
func apart(v *snapshot.View, who answer.Person, c *history.Contributor, other string) []Change {
	for _, i := range snapshot.List[people.Identity](v, "identity") {
		if string(i.Body.Person) == who.ID && strings.EqualFold(i.Body.Email, c.Email) {
			return []Change{{Kind: "identity", ID: i.ID, Op: "patch", Data: map[string]any{"apart": append(slices.Clone(i.Body.Apart), other)}}}
		}
	}
	data := map[string]any{"title": c.Name + " <" + c.Email + ">", "person": who.ID, "name": c.Name, "apart": []string{other}}
	if c.Email != "" {
		data["email"] = c.Email
	}
	return []Change{{Kind: "identity", Op: "put", Data: data}}
}
