package log

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"

	"plumbline/history/git"
)

// rawChange is a change before its paths are numbered.
type rawChange struct {
	old, new       string
	status         byte
	added, deleted int32
}

// chunk is how many commits one git process is given: small enough to share the
// work evenly and to lose little when an object is missing.
const chunk = 2000

// ReadChanges reads the files of the commits from index from on through the git
// command line, with workers processes side by side. Merges have none. Commits whose
// contents are missing are marked Unread and keep their list of files.
func (b *Builder) ReadChanges(ctx context.Context, repo *git.Repo, from, workers int, step func(done int)) error {
	b.merges = false
	todo := b.pending(from)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	jobs := make(chan []int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	done := 0
	for range max(workers, 1) {
		wg.Go(func() {
			for part := range jobs {
				found, unread, err := b.diffTree(ctx, repo, part)
				mu.Lock()
				if err != nil && failed == nil {
					failed = err
					cancel()
				}
				b.take(part, found, unread)
				done += len(part)
				step(done)
				mu.Unlock()
			}
		})
	}
	for len(todo) > 0 {
		n := min(chunk, len(todo))
		jobs <- todo[:n]
		todo = todo[n:]
	}
	close(jobs)
	wg.Wait()
	return failed
}

func (b *Builder) take(part []int, found map[string][]rawChange, unread bool) {
	for _, i := range part {
		c := &b.log.Commits[i]
		c.Unread = unread
		for _, r := range found[c.Hash] {
			n := b.path(r.new)
			o := n
			if r.old != r.new {
				o = b.path(r.old)
			}
			c.Changes = append(c.Changes, Change{Old: o, New: n, Status: r.status, Added: r.added, Deleted: r.deleted})
		}
	}
}

var errStopped = errors.New("git stopped")

// diffTree runs git diff-tree over commits. When contents are missing the whole part
// is listed without counts and renames, and the second result is true.
func (b *Builder) diffTree(ctx context.Context, repo *git.Repo, part []int) (map[string][]rawChange, bool, error) {
	found, err := b.runDiffTree(ctx, repo, part, "-M", "-l1000", "--numstat")
	if err == nil || ctx.Err() != nil {
		return found, false, ctx.Err()
	}
	found, err = b.runDiffTree(ctx, repo, part, "--no-renames")
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	if err != nil {
		return map[string][]rawChange{}, true, nil
	}
	return found, true, nil
}

func (b *Builder) runDiffTree(ctx context.Context, repo *git.Repo, part []int, opts ...string) (map[string][]rawChange, error) {
	var in strings.Builder
	for _, i := range part {
		in.WriteString(b.log.Commits[i].Hash)
		in.WriteByte('\n')
	}
	args := append([]string{"diff-tree", "--stdin", "-r", "--root", "--raw", "-z", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "-O/dev/null", "--diff-algorithm=myers", "--ignore-submodules=none"}, opts...)
	var found map[string][]rawChange
	err := repo.Stream(ctx, strings.NewReader(in.String()), func(r io.Reader) (err error) {
		found, err = parseDiffTree(r)
		return err
	}, args...)
	return found, err
}

// parseDiffTree reads what diff-tree --stdin --raw --numstat -z prints: a hash, its
// raw entries, its counts in the same order.
func parseDiffTree(r io.Reader) (map[string][]rawChange, error) {
	found := map[string][]rawChange{}
	p := &tokens{r: bufio.NewReaderSize(r, 1<<18)}
	var hash string
	counted := 0
	for {
		tok, err := p.next()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		switch {
		case len(tok) > 0 && tok[0] == ':':
			c, err := p.raw(tok)
			if err != nil {
				return nil, err
			}
			found[hash] = append(found[hash], c)
		case bytes.IndexByte(tok, '\t') >= 0:
			if err := p.counts(tok, found[hash], counted); err != nil {
				return nil, err
			}
			counted++
		default:
			hash, counted = string(tok), 0
		}
	}
}

type tokens struct{ r *bufio.Reader }

func (t *tokens) next() ([]byte, error) {
	b, err := t.r.ReadBytes(0)
	if err != nil {
		if len(b) > 0 {
			return nil, io.ErrUnexpectedEOF
		}
		return nil, io.EOF
	}
	return b[:len(b)-1], nil
}

func (t *tokens) raw(head []byte) (rawChange, error) {
	f := bytes.Fields(head)
	if len(f) != 5 || len(f[4]) == 0 {
		return rawChange{}, errStopped
	}
	c := rawChange{status: f[4][0], added: -1, deleted: -1}
	first, err := t.next()
	if err != nil {
		return c, errStopped
	}
	c.old, c.new = string(first), string(first)
	if c.status == 'R' || c.status == 'C' {
		second, err := t.next()
		if err != nil {
			return c, errStopped
		}
		c.new = string(second)
	}
	return c, nil
}

func (t *tokens) counts(tok []byte, of []rawChange, at int) error {
	if at >= len(of) {
		return errStopped
	}
	f := bytes.SplitN(tok, []byte{'\t'}, 3)
	if len(f) != 3 {
		return errStopped
	}
	if len(f[2]) == 0 { // a rename: two paths follow
		for range 2 {
			if _, err := t.next(); err != nil {
				return errStopped
			}
		}
	}
	of[at].added, of[at].deleted = count(f[0]), count(f[1])
	return nil
}

// count reads a number of lines; "-" marks a binary file.
func count(b []byte) int32 {
	n, err := strconv.ParseInt(string(b), 10, 32)
	if err != nil {
		return -1
	}
	return int32(n)
}
