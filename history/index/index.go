// Package index keeps what was read from a repository in one file, so that the next
// reading walks only new commits. The file is written beside its place and renamed
// over it, carries a version and a checksum, and is never trusted: what does not
// verify is refused with ErrUnusable and built again by the caller.
package index

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"plumbline/history/log"
	"plumbline/history/tree"
)

// ErrUnusable says that a file is no index of this version, or is damaged.
var ErrUnusable = errors.New("the index cannot be used")

// Version of the format; a file of another version is built again.
const Version = 2

const magic = "plumbhx\n"

// File is the content of an index.
type File struct {
	Log      *log.Log
	Tip      string            // the commit Tree and Small are of
	Tree     []tree.Entry      // files at Tip
	Small    map[string][]byte // small files at Tip by path: .mailmap and the like; absent ones are nil
	Branches []Branch
}

// Branch is what was found about a branch that is not merged into Tip.
type Branch struct {
	Tip, Base   string // its newest commit; the default branch's when it was looked at
	Name, Email string // of its newest commit's author
	Ahead       int64
	Fork        string // the newest commit of the default branch below it, or ""
}

// Load reads an index. ErrUnusable wraps everything that calls for building it again,
// a missing file included.
func Load(path string) (*File, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	head := len(magic) + 4
	if len(b) < head+sha256.Size || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it is no index", ErrUnusable)
	}
	if v := binary.LittleEndian.Uint32(b[len(magic):]); v != Version {
		return nil, fmt.Errorf("%w: it has version %d and this program writes %d", ErrUnusable, v, Version)
	}
	body, sum := b[head:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, fmt.Errorf("%w: its checksum is wrong", ErrUnusable)
	}
	d := &decoder{b: body}
	f := d.file()
	if d.bad {
		return nil, fmt.Errorf("%w: it ends too early", ErrUnusable)
	}
	return f, nil
}

// Save writes an index atomically: a reader sees the old file or the new one.
func Save(path string, f *File) (err error) {
	e := &encoder{}
	e.file(f)
	sum := sha256.Sum256(e.b)
	var head bytes.Buffer
	head.WriteString(magic)
	_ = binary.Write(&head, binary.LittleEndian, uint32(Version))
	tmp, err := os.CreateTemp(filepath.Dir(path), ".index-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	for _, part := range [][]byte{head.Bytes(), e.b, sum[:]} {
		if _, err = tmp.Write(part); err != nil {
			return err
		}
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
