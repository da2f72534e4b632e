package reviewers

import (
	"slices"
	"strconv"
	"strings"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Owners sets CODEOWNERS against who really knows.
type Owners struct {
	answer.Head
	Lines []Line `json:"lines"`
}

// Line is one line of CODEOWNERS that decides files.
type Line struct {
	Repository string              `json:"repository"`
	Line       int                 `json:"line"`
	Path       string              `json:"path"` // what its files have in common
	Files      int                 `json:"files"`
	Owners     []string            `json:"owners"` // as written
	Knowers    []answer.Person     `json:"knowers"`
	State      string              `json:"state"` // agree, differ, quiet, unknown
	Said       statement.Statement `json:"said"`
}

// AskOwners looks at every repository with a CODEOWNERS that the viewer may see. An
// owner that matches nobody, such as a team, is unknown and raises no alarm.
func AskOwners(w *world.World, v *snapshot.View) *Owners {
	a := &Owners{Lines: []Line{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "owners", record.DateOf(w.Now), w.Now, w.Facts()
	names := world.NamesFor(v)
	for _, r := range w.Repos {
		a.Lines = append(a.Lines, lines(r, names)...)
	}
	differ := 0
	for _, l := range a.Lines {
		if l.State == "differ" || l.State == "quiet" {
			differ++
		}
	}
	switch {
	case len(w.Repos) == 0:
		a.Headline = w.Missing()[0]
	case len(a.Lines) == 0:
		a.Headline = statement.New("owners.none")
	case differ > 0:
		a.Headline = statement.New("owners.differ", statement.N("n", differ), statement.N("all", len(a.Lines))).At(statement.Warn)
	default:
		a.Headline = statement.New("owners.agree", statement.N("all", len(a.Lines))).At(statement.Good)
	}
	return a
}

func lines(r *world.Repo, names *world.Names) []Line {
	if r.Tree.Owners == nil {
		return nil
	}
	byLine := map[int]*Line{}
	var order []int
	for i := range r.Files {
		f := &r.Files[i]
		who, n := r.Tree.Owners.Of(f.Path)
		if !f.Present || len(who) == 0 {
			continue
		}
		l := byLine[n]
		if l == nil {
			l = &Line{Repository: r.Title, Line: n, Path: f.Path, Owners: who, Knowers: []answer.Person{}}
			byLine[n] = l
			order = append(order, n)
		}
		l.Files++
		l.Path = shared(l.Path, f.Path)
	}
	slices.Sort(order)
	var out []Line
	for _, n := range order {
		byLine[n].judge(r, names)
		out = append(out, *byLine[n])
	}
	return out
}

// shared is the longest directory two paths have in common, or the path itself.
func shared(a, b string) string {
	if a == b || strings.HasSuffix(a, "/") && strings.HasPrefix(b, a) {
		return a
	}
	n := 0
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n = i + 1
		}
	}
	return a[:n]
}

func (l *Line) judge(r *world.Repo, names *world.Names) {
	found, _ := r.Know.Who(strings.TrimSuffix(l.Path, "/"), know.Most)
	knows := map[history.PersonID]bool{}
	var people []statement.Arg
	for _, h := range found.People {
		if h.Knows {
			knows[h.Person] = true
			p := names.Person(r, h.Person)
			l.Knowers = append(l.Knowers, p)
			people = append(people, p.Arg("person"))
		}
	}
	matched, here, agrees := false, false, false
	for _, o := range l.Owners {
		for _, p := range names.Owner(r, o) {
			matched, here, agrees = true, here || r.Know.Active(p), agrees || knows[p]
		}
	}
	switch {
	case agrees:
		l.State = "agree"
	case !matched:
		l.State = "unknown"
	case !here:
		l.State = "quiet"
	default:
		l.State = "differ"
	}
	args := []statement.Arg{statement.Words("owners", strings.Join(l.Owners, ", "))}
	if len(people) > 0 {
		args = append(args, statement.Somebodies("people", people))
	}
	l.Said = statement.New("owners."+l.State+"-line", args...).On(statement.Fact{Address: r.Tree.Owners.Address, Label: r.Tree.Owners.Path + ", line " + strconv.Itoa(l.Line)})
}
