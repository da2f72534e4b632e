package history

import (
	"strings"

	"plumbline/history/object"
)

// ChangesOf are the changes of commit i (an index into Commits).
func (r *Repository) ChangesOf(i int) []Change { return r.Changes[r.first[i]:r.first[i+1]] }

// Person finds the contributor an identity belongs to.
func (r *Repository) Person(id Identity) (PersonID, bool) {
	p, ok := r.person[id]
	return p, ok
}

// Find finds contributors by a name, an address or the part of it before the @, in
// any case. Exact names and addresses come alone when there are any.
func (r *Repository) Find(text string) []PersonID {
	want := strings.ToLower(strings.TrimSpace(text))
	var exact, near []PersonID
	for p := range r.People {
		switch r.People[p].answersTo(want) {
		case 2:
			exact = append(exact, PersonID(p))
		case 1:
			near = append(near, PersonID(p))
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

func (p *Contributor) answersTo(want string) int {
	best := 0
	for _, id := range p.Identities {
		name, mail := strings.ToLower(id.Name), strings.ToLower(id.Email)
		local, _, _ := strings.Cut(mail, "@")
		switch {
		case want == "":
		case name == want || mail == want:
			return 2
		case local == want || strings.HasPrefix(name, want+" "):
			best = 1
		}
	}
	return best
}

// File finds the file a path names, now or once.
func (r *Repository) File(path string) (FileID, bool) {
	id, ok := r.byPath[path]
	return id, ok
}

// Lookup finds a commit by its full hash; the result indexes Commits.
func (r *Repository) Lookup(h Hash) (int, bool) {
	i, ok := r.byHash[h]
	return int(i), ok
}

// Under lists files at the head at a path: the file itself, or all below a
// directory. "" and "/" mean all.
func (r *Repository) Under(path string) []FileID {
	path = strings.Trim(path, "/")
	var out []FileID
	for i := range r.Files {
		f := &r.Files[i]
		if f.Present && (path == "" || f.Path == path || strings.HasPrefix(f.Path, path+"/")) {
			out = append(out, FileID(i))
		}
	}
	return out
}

// Counts says whether a change gives knowledge: its commit is no merge, bot, mass
// change or ignored revision, and its file is neither generated nor vendored.
func (r *Repository) Counts(c Change) bool {
	switch r.Files[c.File].Ignored {
	case "generated", "vendored", "binary", "submodule":
		return false
	}
	return r.Commits[c.Commit].Quiet == ""
}

// Address is the stable text by which others cite a commit, or a path in it.
func (r *Repository) Address(h Hash, path string) string {
	a := "git:" + r.Root + "@" + string(h)
	if path != "" {
		a += ":" + path
	}
	return a
}

// RawChange is a change with the path the file had in that commit.
type RawChange struct {
	Path           string
	Added, Deleted int32
	Kind           byte
}

// RawChanges are the changes of commit i under the paths of that time.
func (r *Repository) RawChanges(i int) []RawChange {
	var out []RawChange
	for k, c := range r.ChangesOf(i) {
		out = append(out, RawChange{r.paths[r.pathAt[int(r.first[i])+k]], c.Added, c.Deleted, c.Kind})
	}
	return out
}

// Unread says that contents of commit i are missing here, so that it has lines that are
// not counted.
func (r *Repository) Unread(i int) bool { return r.Commits[i].boundary }

// PathText is how this package spells a path that git gave as bytes.
func PathText(b []byte) string { return object.Text(b) }
