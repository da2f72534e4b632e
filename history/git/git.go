// Package git runs the git command line on repositories nobody vouches for. Every
// call has an empty environment, no configuration but the repository's own with all
// that could run a program switched off, an explicit git directory, a cap on what is
// read and a process group that dies with its context. It never writes to the
// repository and never touches a work tree.
//
// Use it only for plumbing: rev-list, log, diff-tree, cat-file, for-each-ref, blame,
// merge-base. It does not check which command is given.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// ErrNotRepository is returned by Find when a directory holds no git repository.
var ErrNotRepository = errors.New("not a git repository")

// MaxOutput caps what Output reads, in bytes.
const MaxOutput = 1 << 30

// Repo is one git directory. It is immutable and safe for concurrent use.
type Repo struct {
	Dir    string // the git directory (with HEAD and refs)
	Common string // the directory with objects; equals Dir except in linked work trees
}

// Find locates the git directory of a bare repository, of an ordinary clone or of a
// linked work tree at dir. It does not look into parent directories.
func Find(dir string) (*Repo, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(abs); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", dir, err)
	}
	for _, try := range []string{filepath.Join(abs, ".git"), abs} {
		if r := at(try); r != nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", dir, ErrNotRepository)
}

func at(path string) *Repo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	if !info.IsDir() {
		path = pointed(path)
	}
	if path == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(path, "HEAD")); err != nil {
		return nil
	}
	common := path
	if b, err := os.ReadFile(filepath.Join(path, "commondir")); err == nil {
		common = resolve(path, strings.TrimSpace(string(b)))
	}
	if info, err := os.Stat(filepath.Join(common, "objects")); err != nil || !info.IsDir() {
		return nil
	}
	return &Repo{Dir: path, Common: common}
}

// pointed follows a .git file ("gitdir: PATH") of a linked work tree.
func pointed(file string) string {
	b, err := os.ReadFile(file)
	if err != nil || len(b) > 4096 {
		return ""
	}
	to, ok := strings.CutPrefix(strings.TrimSpace(string(b)), "gitdir: ")
	if !ok {
		return ""
	}
	return resolve(filepath.Dir(file), to)
}

func resolve(base, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, path)
}

var environment = [...]string{
	"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1",
	"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1",
	"GIT_NO_REPLACE_OBJECTS=1", "GIT_LITERAL_PATHSPECS=1", "GIT_ALLOW_PROTOCOL=https:ssh",
	"LC_ALL=C", "TZ=UTC", "HOME=/nonexistent",
}

var settings = [...]string{
	"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat",
	"core.sshCommand=false", "core.alternateRefsCommand=", "core.attributesFile=/dev/null",
	"log.showSignature=false", "gpg.program=false", "diff.external=",
	"protocol.ext.allow=never", "protocol.file.allow=never", "http.followRedirects=false",
	"submodule.recurse=false", "transfer.bundleURI=false", "fetch.fsckObjects=true",
	"gc.auto=0", "safe.bareRepository=explicit", "core.commitGraph=true",
}

// Command prepares git with arguments; the caller sets its streams. The process and
// its children end with ctx.
func (r *Repo) Command(ctx context.Context, args ...string) *exec.Cmd {
	full := []string{"--git-dir=" + r.Dir, "--no-pager", "-c", "safe.directory=" + r.Dir}
	for _, s := range settings {
		full = append(full, "-c", s)
	}
	cmd := exec.CommandContext(ctx, "git", append(full, args...)...)
	cmd.Dir = r.Dir
	cmd.Env = append(environment[:len(environment):len(environment)], "PATH="+os.Getenv("PATH"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	return cmd
}

// Output runs git to its end and returns what it printed. An error carries the first
// line git wrote to its error stream.
func (r *Repo) Output(ctx context.Context, args ...string) ([]byte, error) {
	var out []byte
	err := r.Stream(ctx, nil, func(rd io.Reader) (err error) {
		out, err = io.ReadAll(io.LimitReader(rd, MaxOutput+1))
		if err == nil && len(out) > MaxOutput {
			err = fmt.Errorf("git %s printed more than %d bytes", args[0], MaxOutput)
		}
		return err
	}, args...)
	return out, err
}

// Stream runs git with an input (nil for none) and hands its output to read. When
// read returns an error git is ended and that error returned.
func (r *Repo) Stream(ctx context.Context, in io.Reader, read func(io.Reader) error, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.Command(ctx, args...)
	cmd.Stdin = in
	var stderr bytes.Buffer
	cmd.Stderr = &limited{w: &stderr, left: 4096}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git could not be started: %w", err)
	}
	if err := read(out); err != nil {
		cancel()
		_ = cmd.Wait()
		return err
	}
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("git %s failed: %w: %s", args[0], err, firstLine(stderr.String()))
	}
	return nil
}

type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	if _, err := l.w.Write(p[:n]); err != nil {
		return 0, err
	}
	return len(p), nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
