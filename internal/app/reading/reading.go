// Package reading turns a repository's path into what the answers look at: it opens
// the history with its index and works out who knows what.
package reading

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"plumbline/history"
	"plumbline/history/identity"
	"plumbline/history/know"
	"plumbline/history/lines"
	"plumbline/history/truck"
	"plumbline/internal/answers/found"
	"plumbline/internal/answers/world"
	"plumbline/internal/evidence"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/guide"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Request names a repository to read.
type Request struct {
	Path        string
	Record      record.ID // of its record, or ""
	Title       string    // "" = the folder's name
	Branch      string
	IndexDir    string    // where index files are kept; "" keeps none
	AsOf        time.Time // zero = now, or the newest commit when that is over 30 days old
	Now         time.Time
	Corrections []history.Correction
	Components  []history.Component
	Lines       bool // Lines is going to be asked: read for it in the same pass
	Progress    func(history.Progress)
}

// Read opens and reads a repository; only what is new since the last reading is
// walked when an index is kept.
func Read(ctx context.Context, q Request) (*world.Repo, error) {
	abs, err := filepath.Abs(q.Path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(abs); err != nil {
		return nil, missing(q.Path, err)
	}
	o := history.Options{AsOf: q.AsOf, Now: q.Now, Branch: q.Branch, Corrections: q.Corrections, Components: q.Components, Lines: q.Lines, Progress: q.Progress}
	if q.IndexDir != "" {
		if err := os.MkdirAll(q.IndexDir, 0o700); err != nil {
			return nil, fault.New(fault.Refused, "The folder for index files cannot be made: %v.", err).WithHint("Give a folder that can be written.")
		}
		sum := sha256.Sum256([]byte(abs + "\x00" + q.Branch))
		o.Index = filepath.Join(q.IndexDir, hex.EncodeToString(sum[:8])+".history")
	}
	r, err := history.Open(ctx, abs, o)
	if err != nil {
		return nil, fault.New(fault.Refused, "%s cannot be read: %v.", q.Path, strings.TrimSuffix(err.Error(), ".")).
			WithHint("Name the folder of a git repository with at least one commit.").Because(err)
	}
	title := q.Title
	if title == "" {
		title = strings.TrimSuffix(filepath.Base(strings.TrimSuffix(abs, "/.git")), ".git")
	}
	tree, err := evidence.Read(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("read the tree of %s: %w", q.Path, err)
	}
	decisions, notes := found.Read(r, tree.Documents)
	r.Notes = append(r.Notes, notes...)
	return &world.Repo{Tree: tree, Decisions: decisions, Record: q.Record, Title: title, Read: q.Now, Repository: r, Know: know.Build(r, know.Options{}),
		Trend: sync.OnceValue(func() world.Trend { return trend(r) }), Said: q.Corrections}, nil
}

// Lines works out who wrote the lines of what was read, which can take seconds in a
// large repository; progress is told as it was to Read.
func Lines(ctx context.Context, r *world.Repo) (*lines.Report, error) {
	c, err := lines.Count(ctx, r.Repository)
	if err != nil {
		return nil, err
	}
	return lines.New(r.Repository, r.Know, c), nil
}

// Again gives the lines of a reading from what an earlier one of the same commits
// counted; nil when that knows nothing or is of other commits.
func Again(r *world.Repo, before *lines.Report) *lines.Report {
	if !before.Known() {
		return nil
	}
	return lines.New(r.Repository, r.Know, before.Counts())
}

// quarters is how far back the trend of knowledge goes.
const quarters = 12

// trend says how knowledge stood at the end of each of the last quarters of a year.
func trend(r *history.Repository) world.Trend {
	var at []time.Time
	for n := quarters; n >= 0; n-- {
		if t := r.AsOf.AddDate(0, -3*n, 0); len(r.Commits) > 0 && t.After(r.Commits[0].Committed) {
			at = append(at, t)
		}
	}
	return world.Trend{Points: truck.Over(r, at), Classic: truck.Classic(r).N}
}

func missing(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Refused, "There is nothing at %s.", path).WithHint("Check the path, or clone the repository first.")
	}
	return fault.New(fault.Refused, "%s cannot be opened.", path).WithHint("Check its permissions.").Because(err)
}

// Recorded makes the request for a repository's record, with what people said of
// identities and components.
func Recorded(v *snapshot.View, r *record.Record, indexDir string, now, asOf time.Time) Request {
	b, _ := r.Body.(*guide.Repository)
	q := Request{Path: b.Path, Record: r.ID, Title: b.Title, Branch: b.Branch, IndexDir: indexDir, Now: now, AsOf: asOf}
	for _, c := range b.Components {
		q.Components = append(q.Components, history.Component{Name: c.Name, Globs: c.Globs})
	}
	q.Corrections = corrections(v, b)
	return q
}

// corrections turns identity records into corrections: identities of one person are
// one, those said to be apart are two, and what is said to be a bot is one.
func corrections(v *snapshot.View, b *guide.Repository) []history.Correction {
	var apart, out []history.Correction
	first := map[record.Ref]history.Identity{}
	for _, p := range snapshot.List[people.Person](v, "person") {
		if p.Body.Email != "" {
			first[record.Ref(p.ID)] = history.Identity{Email: p.Body.Email}
		}
	}
	for _, i := range snapshot.List[people.Identity](v, "identity") {
		id := history.Identity{Name: i.Body.Name, Email: i.Body.Email}
		if id.Email != "" {
			id.Name = "" // the address alone tells, however the name was spelt
		}
		for _, other := range i.Body.Apart {
			apart = append(apart, history.Correction{Op: identity.Apart, A: id, B: named(other)})
		}
		switch {
		case i.Body.Bot:
			out = append(out, history.Correction{Op: identity.Bot, A: id})
		case i.Body.Person == "" || id.Name == "" && id.Email == "":
		default:
			if one, ok := first[i.Body.Person]; ok {
				out = append(out, history.Correction{Op: identity.Merge, A: one, B: id})
			} else {
				first[i.Body.Person] = id
			}
		}
	}
	for _, name := range b.Bots {
		out = append(out, history.Correction{Op: identity.Bot, A: named(name)})
	}
	return append(apart, out...)
}

// named reads an address or a name as a person wrote it.
func named(text string) history.Identity {
	if strings.Contains(text, "@") {
		return history.Identity{Email: text}
	}
	return history.Identity{Name: text}
}
