// Package questions holds the commands that ask the product's questions: of the
// organisation whose data folder, database or server is named, else of the repository
// one stands in, without a server. With --json each prints the same answer as the
// HTTP API.
package questions

import (
	"context"
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
	"plumbline/internal/cli/console"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Commands gives the commands. asOf is the day of the root command's --as-of, or "";
// now is the clock.
func Commands(env *console.Env, asOf func() string, now func() time.Time) []*cobra.Command {
	q := &questions{env: env, asOf: asOf, now: now}
	return append([]*cobra.Command{q.today(), q.who(), q.away(), q.when(), q.plan(), q.tradeoffs(), q.risk(), q.decided(), q.skills(), q.earned(), q.align(), q.promises(), q.requirements(), q.oneOnOne(), q.self(), q.health(), q.tell()}, q.guide()...)
}

type questions struct {
	env  *console.Env
	asOf func() string
	now  func() time.Time
}

// source is the flags that every question about code has.
type source struct {
	repo, branch string
	quiet        bool
	lines        bool // who wrote them is going to be asked
	bar          *bar // of the reading
}

func (s *source) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&s.repo, "repo", ".", "path of the git repository")
	f.StringVar(&s.branch, "branch", "", "branch to read; found by itself when empty")
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
	now, asOf, err := q.instant()
	if err != nil {
		return nil, nil, err
	}
	path := above(s.repo)
	s.bar = progress(errs, s.quiet)
	r, err := reading.Read(ctx, reading.Request{Path: path, Branch: s.branch, IndexDir: indexDir(), AsOf: asOf, Now: now, Lines: s.lines, Progress: s.bar.told})
	s.bar.end()
	if err != nil {
		return nil, nil, err
	}
	for _, note := range r.Notes {
		fmt.Fprintln(errs, "note:", note)
	}
	view := snapshot.New(kinds.Registry()).View(record.Principal{Roles: record.Everyone})
	return &world.World{Repos: []*world.Repo{r}, Now: now}, view, nil
}

// count works out who wrote the lines of what was read.
func (s *source) count(ctx context.Context, r *world.Repo) error {
	found, err := reading.Lines(ctx, r)
	s.bar.end()
	r.Lines = found
	return err
}

// instant gives now, and the end of the day asked about or zero.
func (q *questions) instant() (now, asOf time.Time, err error) {
	if q.asOf() == "" {
		return q.now(), asOf, nil
	}
	day, err := time.Parse(time.DateOnly, q.asOf())
	if err != nil {
		return now, asOf, badDay("--as-of", q.asOf())
	}
	asOf = day.AddDate(0, 0, 1).Add(-time.Second)
	return asOf, asOf, nil
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
