// Package gitwrite writes the history of a simulated organisation as a real git
// repository, through one git fast-import. The same organisation gives the same
// hashes, whatever the machine.
package gitwrite

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"plumbline/internal/sim"
	"plumbline/internal/sim/past"
)

// Result says what was written and what is true of it.
type Result struct {
	Head    string // hash of the default branch
	Commits int    // written, those of unmerged branches included
	// Lines counts the lines of each area's sources at the head by who last changed
	// them: area → person → lines. Blank lines, generated and copied files are left out.
	Lines []map[int]int
	// Files are the source files at the head, by area.
	Files [][]string
}

// Options of Write.
type Options struct {
	Progress func(done, total int) // called now and then, may be nil
	// Repack has git pack the repository the way a server would: a fifth of the size,
	// and several times as long. Without it objects are stored plain.
	Repack bool
}

// Write makes a bare repository at dir, which must not exist or be empty, with the
// default branch main. It needs the git command. When ctx ends the import is ended
// and the folder left as it is.
func Write(ctx context.Context, o *sim.Organisation, dir string, opt Options) (*Result, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, fmt.Errorf("%s is not empty; a repository is only written into a new folder", dir)
	}
	if err := git(ctx, "", "init", "--quiet", "--bare", "--initial-branch=main", dir); err != nil {
		return nil, err
	}
	w := newWriter(o, past.Events(o))
	if err := w.run(ctx, dir, opt); err != nil {
		return nil, err
	}
	if err := git(ctx, dir, "update-ref", "-d", scratch); err != nil {
		return nil, err
	}
	if opt.Repack {
		if err := git(ctx, dir, "repack", "-a", "-d", "-q"); err != nil {
			return nil, err
		}
	}
	head, err := exec.CommandContext(ctx, "git", "--git-dir", dir, "rev-parse", "refs/heads/main").Output()
	if err != nil {
		return nil, fmt.Errorf("read the head of %s: %w", dir, err)
	}
	return w.result(strings.TrimSpace(string(head))), nil
}

func git(ctx context.Context, dir string, args ...string) error {
	if dir != "" {
		args = append([]string{"--git-dir", dir}, args...)
	}
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(string(out)))
	}
	return nil
}

// environment keeps the user's and the machine's git settings out.
func environment() []string {
	return append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "LC_ALL=C", "TZ=UTC")
}

// run streams the events into git fast-import and asks it for the few hashes that
// messages need.
func (w *writer) run(ctx context.Context, dir string, opt Options) error {
	cmd := exec.CommandContext(ctx, "git", "--git-dir", dir, "-c", "core.compression=0", "fast-import", "--quiet", "--force", "--depth=0")
	cmd.Env = environment()
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var complaint strings.Builder
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start git fast-import: %w", err)
	}
	w.reply = bufio.NewReader(out)
	failed := w.stream(ctx, in, opt)
	if err := in.Close(); failed == nil {
		failed = err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("git fast-import: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return failed
}

func (w *writer) stream(ctx context.Context, in io.Writer, opt Options) error {
	w.out = bufio.NewWriterSize(in, 1<<16)
	for i := range w.events {
		if i%500 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if opt.Progress != nil {
				opt.Progress(i, len(w.events))
			}
		}
		w.event(i)
		if w.err != nil {
			return w.err
		}
	}
	return w.out.Flush()
}

// hash asks fast-import for the hash of a commit already sent.
func (w *writer) hash(mark int) string {
	fmt.Fprintf(w.out, "get-mark :%d\n", mark)
	if err := w.out.Flush(); err != nil {
		w.err = err
		return ""
	}
	line, err := w.reply.ReadString('\n')
	if err != nil {
		w.err = fmt.Errorf("git fast-import gave no hash: %w", err)
	}
	return strings.TrimSpace(line)
}

func (w *writer) result(head string) *Result {
	r := &Result{Head: head, Commits: w.commits}
	for _, a := range w.areas {
		count, files := map[int]int{}, []string(nil)
		for _, f := range append(append([]*file(nil), a.files...), a.special...) {
			f.src.Owners(count)
			files = append(files, f.path)
		}
		r.Lines = append(r.Lines, count)
		r.Files = append(r.Files, files)
	}
	return r
}
