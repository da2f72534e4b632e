package skills

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"plumbline/history"
	"plumbline/history/skill"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// The states of what is said of a person and a skill. They are derived, never stored.
const (
	Asserted  = "asserted"  // said, and nothing in the repositories speaks for it
	Evidenced = "evidenced" // said, and the repositories speak for it
	Contested = "contested" // the claims differ, or the repositories say otherwise
	Expired   = "expired"   // said, and the last trace is too old
	Unsaid    = "unsaid"    // the repositories speak for it, and nobody says so
	Unseen    = "unseen"    // said of a skill that repositories cannot show
)

// Fades is how long after the last trace a skill counts as shown, where its record
// gives no half-life; with one it is twice that.
const Fades = 2 * 365 * 24 * time.Hour

// Trace is what the repositories show of one person and skill.
type Trace struct {
	Changes, Files int
	Of             int // files at the heads that could show it
	Last           time.Time
	Samples        []statement.Fact // newest first, at most three
}

// Shown is what the repositories show: by person's record, then by skill's record.
// Seen lists the skills that something in the repositories could show.
type Shown struct {
	Of   map[record.ID]map[record.ID]Trace
	Seen map[record.ID]bool
}

// Read matches the skills' rules of evidence against what people changed.
func Read(w *world.World, v *snapshot.View) (Shown, error) {
	out := Shown{Of: map[record.ID]map[record.ID]Trace{}, Seen: map[record.ID]bool{}}
	list := snapshot.List[people.Skill](v, "skill")
	names := world.NamesFor(v)
	for _, r := range w.Repos {
		rules := make([]skill.Rule, len(list))
		for i, k := range list {
			rules[i] = ruleOf(r, k.Body)
			out.Seen[k.ID] = out.Seen[k.ID] || !rules[i].Empty()
		}
		found, err := skill.Match(r.Repository, rules)
		if err != nil {
			return out, err
		}
		for i, k := range list {
			for p, e := range found[i] {
				if id := names.ID(&r.People[p]); id != "" {
					out.add(r, id, k.ID, e)
				}
			}
		}
	}
	return out, nil
}

func (s Shown) add(r *world.Repo, person, skill record.ID, e skill.Evidence) {
	if s.Of[person] == nil {
		s.Of[person] = map[record.ID]Trace{}
	}
	t := s.Of[person][skill]
	t.Changes += e.Changes
	t.Files += e.Files
	t.Of += e.Of
	if e.Last.After(t.Last) {
		t.Last = e.Last
	}
	t.Samples = append(t.Samples, r.Hashes(e.Samples)...)
	slices.SortFunc(t.Samples, func(a, b statement.Fact) int {
		return cmp.Or(b.When.Compare(a.When), cmp.Compare(a.Address, b.Address))
	})
	t.Samples = t.Samples[:min(3, len(t.Samples))]
	s.Of[person][skill] = t
}

// ruleOf turns how evidence shows a skill into what to look for. A skill that does not
// say is looked for by its name, as a language or a dependency.
func ruleOf(r *world.Repo, k *people.Skill) skill.Rule {
	e := k.Evidence
	rule := skill.Rule{Name: k.Title, Languages: e.Languages, Paths: e.Paths}
	wanted := e.Dependencies
	if len(e.Languages)+len(e.Paths)+len(e.Dependencies)+len(e.Labels) == 0 {
		wanted = []string{k.Title}
		if speaks(r, k.Title) {
			rule.Languages = []string{k.Title}
		}
	}
	for _, d := range r.Tree.Dependencies {
		if slices.ContainsFunc(wanted, func(name string) bool { return Named(d.Name, name) }) {
			rule.Uses = append(rule.Uses, skill.Use{Name: d.Name, Dir: skill.DirOf(d.Path), Language: languageOf[d.Ecosystem]})
		}
	}
	return rule
}

func speaks(r *world.Repo, language string) bool {
	return slices.ContainsFunc(r.Files, func(f history.File) bool { return f.Present && strings.EqualFold(f.Language, language) })
}

// languageOf is the one language of an ecosystem whose manifests speak for one.
var languageOf = map[string]string{"go": "Go", "pypi": "Python", "cargo": "Rust", "gem": "Ruby", "composer": "PHP", "nuget": "C#"}

// Named says that a dependency answers to a name: the whole of its own, or its last
// part without a version.
func Named(dependency, name string) bool {
	if strings.EqualFold(dependency, name) {
		return true
	}
	base := path.Base(dependency)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(dependency))
	}
	if _, after, ok := strings.Cut(base, ":"); ok {
		base = after
	}
	return strings.EqualFold(base, name)
}

// Judge says what the claims of a cell are worth beside its trace, as of an instant.
func Judge(c *Cell, k *people.Skill, seen bool, t Trace, now time.Time) string {
	fades := Fades
	if k.HalfLife > 0 {
		fades = 2 * time.Duration(k.HalfLife) * 24 * time.Hour
	}
	lately := t.Changes > 0 && now.Sub(t.Last) <= fades
	shown := lately && skill.Enough(t.Changes, t.Files, t.Of)
	denied := !slices.ContainsFunc(c.Claims, func(k Claim) bool { return k.Level > 0 })
	switch {
	case len(c.Claims) == 0 && shown:
		return Unsaid
	case len(c.Claims) == 0:
		return ""
	case c.Contested || denied && shown:
		return Contested
	case denied:
		return Asserted
	case !seen:
		return Unseen
	case lately:
		return Evidenced
	case t.Changes > 0:
		return Expired
	}
	return Asserted
}

// Say puts a state in words. Counts are for the person's own eyes.
func Say(state string, t Trace, own bool) statement.Statement {
	if state == "" {
		return statement.Statement{}
	}
	s := statement.New("skills.state." + state)
	switch {
	case t.Changes > 0 && own:
		s.Args = []statement.Arg{statement.N("changes", t.Changes), statement.N("files", t.Files), statement.On("last", record.DateOf(t.Last))}
	case t.Changes > 0:
		s.Args = []statement.Arg{statement.On("seen", record.DateOf(t.Last))}
	}
	return s.On(t.Samples...)
}

// judge adds states, and cells for what is shown and not said.
func (a *Answer) judge(v *snapshot.View, shown Shown, now time.Time) {
	at := map[[2]string]int{}
	for i, c := range a.Cells {
		at[[2]string{c.Person, c.Skill}] = i
	}
	for _, k := range snapshot.List[people.Skill](v, "skill") {
		for _, p := range a.People {
			t := shown.Of[p.ID][k.ID]
			i, said := at[[2]string{p.ID, k.ID}]
			c := Cell{Person: p.ID, Skill: k.ID, Claims: []Claim{}}
			if said {
				c = a.Cells[i]
			}
			if c.State = Judge(&c, k.Body, shown.Seen[k.ID], t, now); c.State == "" {
				continue
			}
			c.Said = Say(c.State, t, v.Principal().Person == p.ID)
			if said {
				a.Cells[i] = c
			} else {
				a.Cells = append(a.Cells, c)
			}
		}
	}
}

// Proposal is a skill that the repositories name and no record does.
type Proposal struct {
	Title    string               `json:"title"`
	Reason   statement.Statement  `json:"reason"`
	Evidence people.SkillEvidence `json:"evidence"`
}

// Proposals is how many skills are proposed at most.
const Proposals = 8

// propose names languages and dependencies in use that no skill speaks of, those in
// use at most places first.
func propose(w *world.World, v *snapshot.View) []Proposal {
	type seen struct {
		Proposal
		places int
	}
	found := map[string]*seen{}
	put := func(name string, places int, e people.SkillEvidence, s statement.Statement) {
		if found[name] == nil {
			found[name] = &seen{Proposal: Proposal{name, s, e}}
		}
		found[name].places += places
	}
	for _, r := range w.Repos {
		files, all := languages(r)
		for l, n := range files {
			if 20*n >= all {
				put(l, n, people.SkillEvidence{Languages: []string{l}}, statement.New("skills.propose.language", statement.N("files", n), statement.Words("repository", r.Title)))
			}
		}
		for name, d := range common(r) {
			put(name, d.places, people.SkillEvidence{Dependencies: []string{name}}, statement.New("skills.propose.dependency", statement.N("n", d.places), statement.Words("repository", r.Title)).On(d.fact))
		}
	}
	var out []*seen
	for name, s := range found {
		if !spoken(v, name) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *seen) int { return cmp.Or(cmp.Compare(b.places, a.places), cmp.Compare(a.Title, b.Title)) })
	list := []Proposal{}
	for _, s := range out[:min(len(out), Proposals)] {
		list = append(list, s.Proposal)
	}
	return list
}

func languages(r *world.Repo) (files map[string]int, all int) {
	files = map[string]int{}
	for i := range r.Files {
		if f := &r.Files[i]; f.Present && f.Ignored == "" && f.Language != "" {
			files[f.Language]++
			all++
		}
	}
	return files, all
}

type declared struct {
	places int
	fact   statement.Fact
}

// common lists direct dependencies that at least two manifests declare.
func common(r *world.Repo) map[string]declared {
	out := map[string]declared{}
	for _, d := range r.Tree.Dependencies {
		if d.Kind == "direct" {
			n := out[d.Name]
			out[d.Name] = declared{n.places + 1, statement.Fact{Address: d.Address, Label: d.Path}}
		}
	}
	for name, d := range out {
		if d.places < 2 {
			delete(out, name)
		}
	}
	return out
}

// spoken says that some skill already stands for a language or dependency.
func spoken(v *snapshot.View, name string) bool {
	same := func(s string) bool { return strings.EqualFold(s, name) || Named(name, s) }
	for _, k := range snapshot.List[people.Skill](v, "skill") {
		e := k.Body.Evidence
		if same(k.Body.Title) || slices.ContainsFunc(e.Languages, same) || slices.ContainsFunc(e.Dependencies, same) {
			return true
		}
	}
	return false
}

// Personal is what is said and shown of one person, skill by skill.
type Personal struct {
	Skill  answer.Rec          `json:"skill"`
	Level  int                 `json:"level,omitempty"` // as planning takes it; 0 when nothing is claimed
	State  string              `json:"state"`
	Said   statement.Statement `json:"said"`
	Claims []Claim             `json:"claims"`
}

// Of lists what is said and shown of one person, in the order of skills.
func Of(w *world.World, v *snapshot.View, person record.ID) ([]Personal, error) {
	shown, err := Read(w, v)
	if err != nil {
		return nil, err
	}
	a := &Answer{People: []answer.Person{answer.PersonOf(v, person)}}
	cells := claimed(v)
	for _, k := range snapshot.List[people.Skill](v, "skill") {
		if c := cells[[2]string{person, k.ID}]; c != nil {
			a.Cells = append(a.Cells, *c)
		}
	}
	a.judge(v, shown, w.Now)
	out := []Personal{}
	for _, k := range snapshot.List[people.Skill](v, "skill") {
		for _, c := range a.Cells {
			if c.Skill == k.ID {
				out = append(out, Personal{answer.RecOf(v, "skill", k.ID), c.Level, c.State, c.Said, c.Claims})
			}
		}
	}
	return out, nil
}
