package git

import (
	"bufio"
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
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	end context.CancelFunc
	buf []byte
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
	ctx, cancel := context.WithCancel(ctx)
	cmd := r.Command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, fmt.Errorf("git could not be started: %w", err)
	}
	return &Batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16), end: cancel}, nil
}

// Read returns one object and its content, appended to buf[:0]. A name with a space
// or a line break is refused. ErrMissing when there is no such object. Content over
// limit bytes is skipped and nil returned (limit 0 = no limit).
func (b *Batch) Read(name string, limit int64, buf []byte) (Object, []byte, error) {
	if name == "" || strings.ContainsAny(name, " \n\x00") {
		return Object{}, nil, fmt.Errorf("%q is not the name of an object", name)
	}
	if _, err := io.WriteString(b.in, name+"\n"); err != nil {
		return Object{}, nil, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return Object{}, nil, err
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
