// Package reviewers answers who should review one change, and why; and where
// CODEOWNERS and those who really know the code part ways.
package reviewers

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"plumbline/history"
	"plumbline/history/review"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Change is what is to be reviewed.
type Change struct {
	Title  string
	Paths  []string
	Author history.Identity // the zero identity = unknown
	Facts  []statement.Fact
}

// Answer names at most five people for one change.
type Answer struct {
	answer.Head
	Repository string      `json:"repository"`
	Title      string      `json:"title"`
	Aim        string      `json:"aim"` // speed, expertise, spread
	Files      []string    `json:"files"`
	Author     string      `json:"author,omitempty"`
	Items      []Candidate `json:"items"`
	CodeOwners string      `json:"codeowners"` // the same as lines of CODEOWNERS, by directory
	Comment    string      `json:"comment"`    // the same as the Markdown of a comment
	Waiting    []Branch    `json:"waiting"`    // branches that could be asked about
}

// Candidate is one person to ask for a review.
type Candidate struct {
	Person answer.Person       `json:"person"`
	Reason statement.Statement `json:"reason"`
}

// Branch is an unmerged branch.
type Branch struct {
	Repository string      `json:"repository"`
	Name       string      `json:"name"`
	Ahead      int         `json:"ahead"`
	When       record.Date `json:"when"`
}

// Aims are the settings between speed, expertise and spreading knowledge.
var aims = map[string]review.Aim{"": review.Likely, "speed": review.Likely, "expertise": review.Expert, "spread": review.Spread}

// AimOf reads a setting.
func AimOf(text string) (string, review.Aim, error) {
	aim, ok := aims[text]
	if !ok {
		return "", 0, fault.New(fault.Invalid, "%q is no way to choose reviewers.", text).WithHint("Say speed, expertise or spread.")
	}
	if text == "" {
		text = "speed"
	}
	return text, aim, nil
}

// Branches lists the unmerged branches a viewer may see, newest first.
func Branches(w *world.World) []Branch {
	out := []Branch{}
	for _, r := range w.Repos {
		for _, b := range r.Branches {
			if b.Ahead > 0 {
				out = append(out, Branch{r.Title, b.Name, b.Ahead, record.DateOf(b.When)})
			}
		}
	}
	return out[:min(len(out), 200)]
}

// Ask answers for a change of a repository. m is the model of that repository.
func Ask(w *world.World, v *snapshot.View, r *world.Repo, m *review.Model, ch Change, aimed string) (*Answer, error) {
	name, aim, err := AimOf(aimed)
	if err != nil {
		return nil, err
	}
	a := &Answer{Repository: r.Title, Title: ch.Title, Aim: name, Files: ch.Paths, Items: []Candidate{}, Waiting: Branches(w)}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "reviewers", record.DateOf(r.AsOf()), w.Now, w.Facts()
	names := world.NamesFor(v)
	author := history.PersonID(-1)
	if p, ok := r.Person(ch.Author); ok {
		author = p
		a.Author = names.Person(r, p).Title
	}
	o := review.Options{Aim: aim, K: review.Most, Exclude: gone(r)}
	found := m.Suggest(filesOf(r, ch.Paths), author, o)
	for _, s := range found {
		a.Items = append(a.Items, Candidate{names.Person(r, s.Person), reason(r, s, author >= 0)})
	}
	a.CodeOwners = codeowners(r, m, ch.Paths, author, o)
	a.Headline = a.headline(ch)
	a.Comment = a.markdown()
	return a, nil
}

// gone lists who is not here any more: nobody waits for them.
func gone(r *world.Repo) []history.PersonID {
	var out []history.PersonID
	for p := range r.People {
		if !r.Know.Active(history.PersonID(p)) {
			out = append(out, history.PersonID(p))
		}
	}
	return out
}

// filesOf finds the files of paths; of a new file, those beside it.
func filesOf(r *world.Repo, paths []string) []history.FileID {
	var out []history.FileID
	add := func(id history.FileID) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, p := range paths {
		if id, ok := r.File(p); ok {
			add(id)
			continue
		}
		for dir := path.Dir(p); ; dir = path.Dir(dir) {
			beside := r.Under(strings.TrimPrefix(dir, "."))
			for _, id := range beside[:min(5, len(beside))] {
				add(id)
			}
			if len(beside) > 0 || dir == "." || dir == "/" {
				break
			}
		}
	}
	return out
}

func reason(r *world.Repo, s review.Suggestion, known bool) statement.Statement {
	var args []statement.Arg
	count := func(name string, n int) {
		if n > 0 {
			args = append(args, statement.N(name, n))
		}
	}
	count("changed", s.ChangedFiles)
	count("reviewed", s.ReviewedFiles)
	if known {
		count("yours", s.ReviewedYou)
	}
	if !s.LastTouch.IsZero() {
		args = append(args, statement.On("last", record.DateOf(s.LastTouch)))
	}
	count("load", s.Load)
	id := "reviewers.reason"
	if s.ChangedFiles+s.ReviewedFiles == 0 {
		id = "reviewers.near"
	}
	return statement.New(id, args...).On(r.Hashes(s.Samples)...)
}

func (a *Answer) headline(ch Change) statement.Statement {
	what := statement.Words("what", a.Title)
	if len(a.Items) == 0 {
		return statement.New("reviewers.nobody", what).At(statement.Warn).On(ch.Facts...)
	}
	var people []statement.Arg
	for _, c := range a.Items[:min(2, len(a.Items))] {
		people = append(people, c.Person.Arg("person"))
	}
	return statement.New("reviewers."+a.Aim, statement.Somebodies("people", people), what).On(ch.Facts...)
}

// markdown is the answer as a comment on the change.
func (a *Answer) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", plain(a.Headline.Text()))
	for _, c := range a.Items {
		fmt.Fprintf(&b, "\n- **%s**: %s", plain(c.Person.Title), plain(c.Reason.Text()))
	}
	if len(a.Items) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// plain keeps names from being read as Markdown or as mentions.
func plain(s string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "<", "&lt;", "@", "@\u200b", "\n", " ").Replace(s)
}

// most bounds the directories that lines of CODEOWNERS are made for.
const most = 20

// codeowners suggests two people for each directory of a change.
func codeowners(r *world.Repo, m *review.Model, paths []string, author history.PersonID, o review.Options) string {
	by := map[string][]string{}
	var dirs []string
	for _, p := range paths {
		d := path.Dir(p)
		if by[d] == nil {
			dirs = append(dirs, d)
		}
		by[d] = append(by[d], p)
	}
	slices.Sort(dirs)
	o.K = 2
	var b strings.Builder
	for _, d := range dirs[:min(most, len(dirs))] {
		var who []string
		for _, s := range m.Suggest(filesOf(r, by[d]), author, o) {
			who = append(who, handle(&r.People[s.Person]))
		}
		if len(who) > 0 {
			fmt.Fprintf(&b, "%s %s\n", pattern(d), strings.Join(who, " "))
		}
	}
	return b.String()
}

func pattern(dir string) string {
	if dir == "." {
		return "/*"
	}
	return "/" + strings.ReplaceAll(dir, " ", "\\ ") + "/"
}

// handle is how CODEOWNERS names somebody: a login where an address tells it, else the
// address.
func handle(c *history.Contributor) string {
	for _, i := range c.Identities {
		local, host, _ := strings.Cut(strings.ToLower(i.Email), "@")
		if strings.HasPrefix(host, "users.noreply.") {
			if _, login, ok := strings.Cut(local, "+"); ok {
				local = login
			}
			return "@" + local
		}
	}
	return c.Email
}
