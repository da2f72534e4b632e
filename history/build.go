package history

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"plumbline/history/attr"
	"plumbline/history/identity"
	"plumbline/history/index"
	"plumbline/history/log"
	"plumbline/history/tree"
)

// largeCommit is how many files a commit may change and still give knowledge.
const largeCommit = 100

// build fills people, commits, changes and files from the log.
func build(r *Repository, l *log.Log, mailmap *identity.Mailmap, corrections []Correction) {
	r.owners.log = l
	var beside sync.WaitGroup
	beside.Go(func() { buildChanges(r, l) })
	beside.Go(func() {
		r.byHash = make(map[Hash]int32, len(l.Commits))
		for i := range l.Commits {
			r.byHash[Hash(l.Commits[i].Hash)] = int32(i)
		}
	})
	clusters := identity.Cluster(l.Idents, mailmap, corrections)
	buildCommits(r, l, clusters)
	buildPeople(r, l, clusters)
	for i := range r.Commits {
		r.Commits[i].Quiet = r.quiet(&r.Commits[i])
	}
	beside.Wait()
	markMain(r, l)
}

func buildCommits(r *Repository, l *log.Log, c identity.Clusters) {
	r.Commits = make([]Commit, len(l.Commits))
	people := func(in []int32) (out []PersonID) {
		for _, i := range in {
			if p := PersonID(c.Of[i]); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		return out
	}
	for i := range l.Commits {
		in := &l.Commits[i]
		r.Commits[i] = Commit{
			Hash: Hash(in.Hash), Author: PersonID(c.Of[in.Author]), Committer: PersonID(c.Of[in.Committer]),
			When: time.Unix(in.When, 0).UTC(), Committed: time.Unix(in.Committed, 0).UTC(),
			Subject: in.Subject, Parents: len(in.Parents), Keys: in.Keys, Files: len(in.Changes),
			Reviewers: people(in.Reviewers), CoAuthors: people(in.CoAuthors), Reverts: Hash(in.Reverts), boundary: in.Unread,
		}
	}
}

func markMain(r *Repository, l *log.Log) {
	if at, ok := r.byHash[r.Head]; ok {
		r.Newest = r.Commits[at].Committed
	}
	// Parents come before children.
	next := string(r.Head)
	for at := len(l.Commits) - 1; at >= 0 && next != ""; at-- {
		if l.Commits[at].Hash != next {
			continue
		}
		r.Commits[at].Main, next = true, ""
		if parents := l.Commits[at].Parents; len(parents) > 0 {
			next = parents[0]
		}
	}
}

func buildPeople(r *Repository, l *log.Log, c identity.Clusters) {
	r.People = make([]Contributor, c.N)
	r.person = make(map[Identity]PersonID, len(l.Idents))
	for i, id := range l.Idents {
		p := &r.People[c.Of[i]]
		p.Identities = append(p.Identities, id)
		if p.Name == "" {
			p.Name, p.Email = id.Name, id.Email
		}
		r.person[id] = PersonID(c.Of[i])
	}
	for i, reason := range c.Bots {
		r.People[i].Bot, r.People[i].BotReason = reason != "", reason
	}
	for i := range l.Commits {
		in := &l.Commits[i]
		r.People[c.Of[in.Author]].saw(r.Commits[i].When, l.Idents[in.Author])
	}
}

// saw counts a commit; the newest one's spelling names the person.
func (p *Contributor) saw(when time.Time, id Identity) {
	p.Commits++
	if p.First.IsZero() || when.Before(p.First) {
		p.First = when
	}
	if p.Last.IsZero() || !when.Before(p.Last) {
		p.Last = when
		p.Name, p.Email = cmp.Or(id.Name, p.Name), cmp.Or(id.Email, p.Email)
	}
}

func (r *Repository) quiet(c *Commit) string {
	switch {
	case c.Parents > 1:
		return "merge"
	case c.boundary:
		return "unread"
	case r.People[c.Author].Bot:
		return "bot"
	case c.Files > largeCommit:
		return "large"
	case r.skipRevs[c.Hash]:
		return "ignored revision"
	}
	return ""
}

// buildChanges follows renames: a path stands for the file last called so.
func buildChanges(r *Repository, l *log.Log) {
	current := make([]FileID, len(l.Paths))
	for i := range current {
		current[i] = -1
	}
	file := func(path, commit int32) FileID {
		if id := current[path]; id >= 0 {
			return id
		}
		id := FileID(len(r.Files))
		r.Files = append(r.Files, File{Path: l.Paths[path], Area: -1, Created: commit})
		current[path] = id
		return id
	}
	n := 0
	for i := range l.Commits {
		n += len(l.Commits[i].Changes)
	}
	r.Files = make([]File, 0, len(l.Paths))
	r.Changes, r.pathAt = make([]Change, 0, n), make([]int32, 0, n)
	r.first = make([]int32, 1, len(l.Commits)+1)
	r.paths = l.Paths
	for i := range l.Commits {
		for k := range l.Commits[i].Changes {
			ch := &l.Commits[i].Changes[k]
			var id FileID
			switch {
			case ch.Status == 'R':
				id = file(ch.Old, int32(i))
				current[ch.New] = id
				r.Files[id].Path = l.Paths[ch.New]
			case ch.Status == 'A' && current[ch.New] >= 0 && r.Files[current[ch.New]].Path != l.Paths[ch.New]:
				current[ch.New] = -1 // the old file of that name lives on under another
				id = file(ch.New, int32(i))
			default:
				id = file(ch.New, int32(i))
			}
			r.pathAt = append(r.pathAt, ch.New)
			r.Changes = append(r.Changes, Change{Commit: int32(i), File: id, Added: ch.Added, Deleted: ch.Deleted, Kind: ch.Status})
		}
		r.first = append(r.first, int32(len(r.Changes)))
	}
	r.byPath = make(map[string]FileID, len(l.Paths))
	for path, id := range current {
		if id >= 0 {
			r.byPath[l.Paths[path]] = id
		}
	}
}

// buildFiles joins the tree at the head with the files changes told of. known is what
// the names of files that are gone were found to say; the result is that of all of them.
// What attributes say of kinds stands over what names and contents do.
func buildFiles(r *Repository, list []tree.Entry, known []index.Gone, kinds *attr.Rules) (gone []index.Gone) {
	taken := map[FileID]bool{}
	for _, e := range list {
		id, ok := r.byPath[e.Path]
		if !ok || taken[id] {
			id = FileID(len(r.Files))
			r.Files = append(r.Files, File{Created: -1})
			r.byPath[e.Path] = id
		}
		taken[id] = true
		f := &r.Files[id]
		f.Path, f.Present, f.Area, f.blob = e.Path, true, -1, log.Short(e.Blob)
		about := e.About.Said(e.Path, kinds.Of(e.Path))
		f.Lines, f.Language, f.Ignored = about.Lines, about.Language, about.Ignored
	}
	says := make(map[string]tree.Blob, len(known))
	for _, g := range known {
		says[g.Path] = g.About
	}
	for i := range r.Files {
		f := &r.Files[i]
		if f.Present {
			continue
		}
		about, ok := says[f.Path]
		if !ok {
			about = tree.ByPath(f.Path)
		}
		gone = append(gone, index.Gone{Path: f.Path, About: about})
		about = about.Said(f.Path, kinds.Of(f.Path))
		f.Language, f.Ignored, f.Area = about.Language, about.Ignored, -1
	}
	return gone
}
