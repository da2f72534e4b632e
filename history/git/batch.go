package git

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// ErrMissing says that an object is not in the repository: a shallow or partial
// clone, or a damaged one.
var ErrMissing = errors.New("object is missing")

// Object is one object as cat-file gives it.
type Object struct {
	Hash string // hexadecimal
	Type string // "commit", "tree", "blob", "tag"
	Size int64
}

// Batch is a running `git cat-file --batch`. It is not safe for concurrent use.
type Batch struct {
	repo   *Repo
	ctx    context.Context
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	end    context.CancelFunc
	buf    []byte
	deaths int
	here   map[string]bool // objects of a partial clone, once it is known to be one
}

// Object reads an object by its hash into the batch's own buffer.
func (b *Batch) Object(hash string) (kind string, data []byte, err error) {
	o, data, err := b.Read(hash, 0, b.buf)
	if err == nil {
		b.buf = data
	}
	return o.Type, data, err
}

// NewBatch starts a reader of objects; Close ends it.
func (r *Repo) NewBatch(ctx context.Context) (*Batch, error) {
	b := &Batch{repo: r, ctx: ctx}
	if err := b.start(); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Batch) start() error {
	ctx, cancel := context.WithCancel(b.ctx)
	cmd := b.repo.Command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		cancel()
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return fmt.Errorf("git could not be started: %w", err)
	}
	b.cmd, b.in, b.out, b.end = cmd, in, bufio.NewReaderSize(out, 1<<16), cancel
	return nil
}

// mostDeaths is how often git may end on a name before the repository is given up.
const mostDeaths = 16

// died starts git again after it ended on a name. Older ones do so in a partial clone,
// when an object is missing and cannot be fetched; from then on only what is here is
// asked for.
func (b *Batch) died(name string, why error) error {
	if b.deaths++; b.ctx.Err() != nil || b.deaths > mostDeaths {
		return cmp.Or(b.ctx.Err(), why)
	}
	_ = b.Close()
	if b.here == nil {
		list, err := b.repo.Output(b.ctx, "cat-file", "--batch-check=%(objectname)", "--batch-all-objects", "--unordered")
		if err != nil {
			return err
		}
		b.here = map[string]bool{}
		for hash := range strings.FieldsSeq(string(list)) {
			b.here[hash] = true
		}
	}
	if err := b.start(); err != nil {
		return err
	}
	if b.here[name] {
		return why // git ended on an object that it has
	}
	return fmt.Errorf("%s: %w", name, ErrMissing)
}

// lacks says whether a hash is known to be missing.
func (b *Batch) lacks(name string) bool {
	return b.here != nil && !strings.Contains(name, ":") && !b.here[name]
}

// Read returns one object and its content, appended to buf[:0]. A name with a space
// or a line break is refused. ErrMissing when there is no such object. Content over
// limit bytes is skipped and nil returned (limit 0 = no limit).
func (b *Batch) Read(name string, limit int64, buf []byte) (Object, []byte, error) {
	if name == "" || strings.ContainsAny(name, " \n\x00") {
		return Object{}, nil, fmt.Errorf("%q is not the name of an object", name)
	}
	if b.lacks(name) {
		return Object{}, nil, fmt.Errorf("%s: %w", name, ErrMissing)
	}
	_, err := io.WriteString(b.in, name+"\n")
	var head string
	if err == nil {
		head, err = b.out.ReadString('\n')
	}
	if err != nil {
		return Object{}, nil, b.died(name, err)
	}
	f := strings.Fields(head)
	if len(f) != 3 {
		return Object{}, nil, fmt.Errorf("%s: %w", name, ErrMissing)
	}
	size, err := strconv.ParseInt(f[2], 10, 64)
	if err != nil {
		return Object{}, nil, err
	}
	o := Object{Hash: f[0], Type: f[1], Size: size}
	if limit > 0 && size > limit {
		_, err := io.CopyN(io.Discard, b.out, size+1)
		return o, nil, err
	}
	if int64(cap(buf)) < size {
		buf = make([]byte, size)
	}
	buf = buf[:size]
	if _, err := io.ReadFull(b.out, buf); err != nil {
		return o, nil, err
	}
	_, err = b.out.Discard(1)
	return o, buf, err
}

// Close ends the process. It is safe to call twice.
func (b *Batch) Close() error {
	_ = b.in.Close()
	b.end()
	_ = b.cmd.Wait()
	return nil
}
