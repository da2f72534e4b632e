// Package learn answers how a newcomer comes to know an area: who can teach it, which
// files to read first, and which past changes are good examples.
package learn

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/flow"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/who"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is a path into an area.
type Answer struct {
	answer.Head
	Repository string          `json:"repository"`
	Area       string          `json:"area"`
	Who        answer.Person   `json:"who,omitzero"` // the newcomer, when named
	Teachers   []who.Candidate `json:"teachers"`
	Files      []File          `json:"files"`
	Examples   []Example       `json:"examples"`
}

// File is one file to read, and why.
type File struct {
	Path   string              `json:"path"`
	Lines  int                 `json:"lines"`
	Reason statement.Statement `json:"reason"`
}

// Example is one past change that shows how it is done.
type Example struct {
	Fact   statement.Fact      `json:"fact"`
	Reason statement.Statement `json:"reason"`
}

// How many of each are named.
const (
	mostTeachers = 3
	mostFiles    = 8
	mostExamples = 5
)

// Ask answers for an area by name, for somebody by key, name or address, or for
// anybody. Files and changes of that person's own are left out.
func Ask(w *world.World, v *snapshot.View, area, person string) (*Answer, error) {
	names := world.NamesFor(v)
	r, at := find(w, area)
	if r == nil {
		return nil, fault.New(fault.NotFound, "There is no area %q.", area).WithHint("Areas are listed by: plumbline who --areas")
	}
	a := &Answer{Repository: r.Title, Area: r.Areas[at].Name, Teachers: []who.Candidate{}, Files: []File{}, Examples: []Example{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "learn", record.DateOf(r.AsOf()), w.Now, w.Facts()
	var own []history.PersonID
	if person != "" {
		named, found := w.Resolve(names, person)
		if named.Title == "" {
			return nil, fault.New(fault.NotFound, "Nobody here is called %q.", person).WithHint("Give a person's key, or a name or address as commits spell it.")
		}
		a.Who, own = named, found[r]
	}
	p := &paths{r: r, area: at, own: own, names: names}
	a.Teachers, a.Files, a.Examples = p.teachers(), p.files(), p.examples()
	a.Headline = a.headline(p)
	return a, nil
}

// find finds an area by its name, or the area that holds a path.
func find(w *world.World, area string) (*world.Repo, int) {
	for _, r := range w.Repos {
		for i := range r.Areas {
			if r.Areas[i].Name == area || strings.Trim(r.Areas[i].Name, "/") == strings.Trim(area, "/") {
				return r, i
			}
		}
	}
	for _, r := range w.Repos {
		if under := r.Under(area); area != "" && len(under) > 0 && r.Files[under[0]].Area >= 0 {
			return r, r.Files[under[0]].Area
		}
	}
	return nil, -1
}

type paths struct {
	r     *world.Repo
	area  int
	own   []history.PersonID
	names *world.Names
}

func (p *paths) teachers() []who.Candidate {
	out := []who.Candidate{}
	for _, h := range p.r.Know.Holders(p.area) {
		if h.Active && !slices.Contains(p.own, h.Person) && (h.Knows || len(out) == 0 && h.Changes > 0) && len(out) < mostTeachers {
			out = append(out, who.Candidate{Person: p.names.Person(p.r, h.Person), Knows: h.Knows, Reason: who.Reason(p.r, h)})
		}
	}
	return out
}

// weight is what speaks for reading a file early.
type weight struct {
	file    history.FileID
	changes int
	coupled int
	samples []history.Hash
}

// files names what explains the area first, then what changes most and with most else.
func (p *paths) files() []File {
	out := []File{}
	for i := range p.r.Files {
		f := &p.r.Files[i]
		if f.Present && f.Area == p.area && explains(f.Path) && len(out) < 2 {
			out = append(out, File{f.Path, f.Lines, statement.New("learn.explains").On(p.r.Path(f.Path))})
		}
	}
	for _, k := range p.central() {
		f := &p.r.Files[k.file]
		if len(out) == mostFiles || explains(f.Path) {
			continue
		}
		args := []statement.Arg{statement.N("n", k.changes)}
		if k.coupled > 0 {
			args = append(args, statement.N("coupled", k.coupled))
		}
		out = append(out, File{f.Path, f.Lines, statement.New("learn.central", args...).On(p.r.Hashes(k.samples)...)})
	}
	return out
}

func explains(p string) bool {
	base := strings.ToLower(path.Base(p))
	return strings.HasPrefix(base, "readme") || base == "doc.go" || base == "package-info.java" || base == "architecture.md"
}

func (p *paths) central() []*weight {
	by := map[history.FileID]*weight{}
	from := p.r.AsOf().AddDate(-2, 0, 0)
	for i := range p.r.Commits {
		c := &p.r.Commits[i]
		if c.Quiet != "" || c.Committed.Before(from) || slices.Contains(p.own, c.Author) {
			continue
		}
		for _, ch := range p.r.ChangesOf(i) {
			if f := &p.r.Files[ch.File]; !f.Present || f.Area != p.area || f.Ignored != "" || test(f.Path) {
				continue
			}
			k := by[ch.File]
			if k == nil {
				k = &weight{file: ch.File}
				by[ch.File] = k
			}
			k.changes++
			k.samples = append([]history.Hash{c.Hash}, k.samples[:min(2, len(k.samples))]...)
		}
	}
	for _, pair := range couple.Files(p.r.Repository, couple.Options{Since: from, MinShared: 3, Limit: 5000}) {
		for _, f := range []history.FileID{pair.A, pair.B} {
			if by[f] != nil {
				by[f].coupled++
			}
		}
	}
	var out []*weight
	for _, k := range by {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b *weight) int {
		return cmp.Or(cmp.Compare(b.changes*(2+b.coupled), a.changes*(2+a.coupled)), cmp.Compare(a.file, b.file))
	})
	return out
}

func test(p string) bool {
	low := strings.ToLower(p)
	return strings.Contains(low, "_test.") || strings.Contains(low, ".test.") || strings.Contains(low, "/test/") || strings.Contains(low, "/tests/") || strings.Contains(low, "testdata/") || strings.HasPrefix(low, "test/")
}

// fit is a change and how well it serves as an example.
type fit struct {
	commit, files, lines int
	tested               bool
	score                float64
}

// examples names whole small changes by those who know the area, newest of the best
// first.
func (p *paths) examples() []Example {
	teaches := map[history.PersonID]bool{}
	for _, h := range p.r.Know.Holders(p.area) {
		teaches[h.Person] = h.Changes >= 3 && !slices.Contains(p.own, h.Person)
	}
	var fits []fit
	from := p.r.AsOf().AddDate(-2, 0, 0)
	for i := range p.r.Commits {
		if c := &p.r.Commits[i]; c.Quiet == "" && c.Committed.After(from) && teaches[c.Author] && c.Files >= 2 && c.Files <= 8 && c.Reverts == "" && !flow.IsFix(c) {
			if f, ok := p.fit(i); ok {
				fits = append(fits, f)
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.commit, a.commit)) })
	out := []Example{}
	for _, f := range fits[:min(len(fits), mostExamples)] {
		args := []statement.Arg{statement.N("files", f.files), statement.N("lines", f.lines), p.names.Person(p.r, p.r.Commits[f.commit].Author).Arg("person")}
		id := "learn.example"
		if f.tested {
			id = "learn.example-tested"
		}
		fact := p.r.Commit(f.commit)
		out = append(out, Example{fact, statement.New(id, args...).On(fact)})
	}
	return out
}

// fit judges one commit: all but one of its files in the area, 10 to 250 lines, tests
// with the code, lately, and reviewed.
func (p *paths) fit(i int) (fit, bool) {
	out := fit{commit: i}
	inside, code := 0, false
	for _, ch := range p.r.ChangesOf(i) {
		f := &p.r.Files[ch.File]
		out.files++
		out.lines += int(max(ch.Added, 0) + max(ch.Deleted, 0))
		if f.Area == p.area {
			inside++
		}
		out.tested, code = out.tested || test(f.Path), code || f.Ignored == "" && f.Language != "" && !test(f.Path)
	}
	c := &p.r.Commits[i]
	if inside < out.files-1 || inside == 0 || out.lines < 10 || out.lines > 250 || !code {
		return out, false
	}
	out.score = -p.r.AsOf().Sub(c.Committed).Hours() / 24 / 365
	if out.tested {
		out.score += 2
	}
	if len(c.Reviewers) > 0 {
		out.score++
	}
	return out, true
}

func (a *Answer) headline(p *paths) statement.Statement {
	area := statement.InArea("area", a.Area)
	args := []statement.Arg{area}
	id := "learn.nobody"
	if len(a.Teachers) > 0 {
		id = "learn.teach"
		args = append(args, a.Teachers[0].Person.Arg("teacher"))
	}
	if a.Who.Title != "" {
		args = append(args, a.Who.Arg("person"))
	}
	s := statement.New(id, args...)
	if len(p.own) > 0 {
		if soon := who.Soon(p.r, p.area, p.own[0]); !soon.IsZero() {
			a.Missing = append(a.Missing, statement.New("learn.soon", append(soon.Args, a.Who.Arg("person"), area)...))
		}
	}
	return s
}
