// Package questions holds the commands that ask the product's questions of a
// repository one stands in, without a server: today, who, away and when. With
// --json each prints the same answer as the HTTP API.
package questions

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"plumbline/history"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Commands gives the commands. now is the clock.
func Commands(now func() time.Time) []*cobra.Command {
	q := &questions{now: now}
	return []*cobra.Command{q.today(), q.who(), q.away(), q.when()}
}

type questions struct {
	now func() time.Time
}

// source is the flags that every question about code has.
type source struct {
	repo, branch, asOf string
	json, quiet        bool
}

func (s *source) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&s.repo, "repo", ".", "path of the git repository")
	f.StringVar(&s.branch, "branch", "", "branch to read; found by itself when empty")
	f.StringVar(&s.asOf, "as-of", "", "answer as of this day, such as 2026-02-20")
	f.BoolVar(&s.json, "json", false, "print the answer as JSON")
	f.BoolVar(&s.quiet, "quiet", false, "print no progress")
}

// indexDir is the folder in the user's cache where index files are kept; "" when
// there is no such folder.
func indexDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "plumbline", "history")
}

// read opens the repository and gives it as a world of one, with an empty team.
func (q *questions) read(ctx context.Context, s *source, errs io.Writer) (*world.World, *snapshot.View, error) {
	now := q.now()
	var asOf time.Time
	if s.asOf != "" {
		day, err := time.Parse(time.DateOnly, s.asOf)
		if err != nil {
			return nil, nil, fault.New(fault.Malformed, "%q is not a day of the calendar.", s.asOf).WithHint("Write it like --as-of 2026-02-20.")
		}
		asOf = day.AddDate(0, 0, 1).Add(-time.Second)
		now = asOf
	}
	path := above(s.repo)
	bar := progress(errs, s.quiet)
	r, err := reading.Read(ctx, reading.Request{Path: path, Branch: s.branch, IndexDir: indexDir(), AsOf: asOf, Now: now, Progress: bar.told})
	bar.end()
	if err != nil {
		return nil, nil, err
	}
	for _, note := range r.Notes {
		fmt.Fprintln(errs, "note:", note)
	}
	view := snapshot.New(kinds.Registry()).View(record.Principal{Roles: record.Everyone})
	return &world.World{Repos: []*world.Repo{r}, Now: now}, view, nil
}

// above finds the repository around a folder, as git does; the path itself when
// there is none.
func above(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return path
		}
	}
}

// inside gives a path as the repository names it, when it was given relative to the
// current folder inside it.
func inside(repo *world.Repo, root, path string) string {
	path = strings.TrimPrefix(path, "./")
	if _, ok := repo.File(path); ok || len(repo.Under(path)) > 0 {
		return path
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return filepath.ToSlash(rel)
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// bar shows how far a reading is, on a terminal alone.
type bar struct {
	out   io.Writer
	last  time.Time
	shown bool
}

func progress(out io.Writer, quiet bool) *bar {
	f, ok := out.(*os.File)
	if !ok || quiet {
		return &bar{}
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return &bar{}
	}
	return &bar{out: out}
}

func (b *bar) told(p history.Progress) {
	if b.out == nil || time.Since(b.last) < 100*time.Millisecond {
		return
	}
	b.last, b.shown = time.Now(), true
	if p.Total > 0 {
		fmt.Fprintf(b.out, "\r\x1b[Kreading %s: %d of %d", p.Stage, p.Done, p.Total)
		return
	}
	fmt.Fprintf(b.out, "\r\x1b[Kreading %s: %d", p.Stage, p.Done)
}

func (b *bar) end() {
	if b.shown {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
