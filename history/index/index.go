// Package index keeps what was read from a repository in one file, so that the next
// reading walks only new commits. The file is written beside its place and renamed
// over it, carries a version and a checksum, and is never trusted: what does not
// verify is refused with ErrUnusable and built again by the caller.
package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"sync/atomic"

	"plumbline/history/log"
	"plumbline/history/tree"
	"plumbline/history/wire"
	"plumbline/parallel"
)

// ErrUnusable says that a file is no index of this version, or is damaged.
var ErrUnusable = errors.New("the index cannot be used")

// Version of the format; a file of another version is built again.
const Version = 7

// What the files start with, of one length.
const magic, magicOfMerges = "plumbhx\n", "plumbmg\n"

// File is the content of an index.
type File struct {
	Log      *log.Log
	Tip      string            // the commit Tree and Small are of
	Tree     []tree.Entry      // files at Tip
	Small    map[string][]byte // small files at Tip by path: .mailmap and the like; absent ones are nil
	Branches []Branch
	Gone     []Gone // what the names of files that are not at Tip say

	blocks []string // the commits as they were read, so many at a time
	names  string   // of the commits as they were read, one after the other
}

// Gone is what the name of a file says that is there no more; its lines are unknown.
type Gone struct {
	Path  string // one of Log.Paths
	About tree.Blob
}

// Branch is what was found about a branch that is not merged into Tip.
type Branch struct {
	Tip, Base   string // its newest commit; the default branch's when it was looked at
	Name, Email string // of its newest commit's author
	Ahead       int64
	Fork        string // the newest commit of the default branch below it, or ""
}

// headBytes are the magic and the version before the content, sumBytes its checksum
// after it (CRC-32C: a guard against damage, not against forgery).
const headBytes, sumBytes = len(magic) + 4, 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Load reads an index with so many workers. ErrUnusable wraps everything that calls
// for building it again, a missing file included.
func Load(path string, workers int) (*File, error) {
	d, err := open(path, magic)
	if err != nil {
		return nil, err
	}
	f := d.file(workers)
	if d.Bad {
		return nil, fmt.Errorf("%w: it ends too early", ErrUnusable)
	}
	return f, nil
}

// open reads a file that starts in this way and checks that it is whole.
func open(path, magic string) (*decoder, error) {
	whole, err := readAll(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	if len(whole) < headBytes+sumBytes || whole[:len(magic)] != magic {
		return nil, fmt.Errorf("%w: it is no index", ErrUnusable)
	}
	if v := binary.LittleEndian.Uint32([]byte(whole[len(magic):headBytes])); v != Version {
		return nil, fmt.Errorf("%w: it has version %d and this program writes %d", ErrUnusable, v, Version)
	}
	body, sum := whole[headBytes:len(whole)-sumBytes], whole[len(whole)-sumBytes:]
	if checksum(0, body) != binary.LittleEndian.Uint32([]byte(sum)) {
		return nil, fmt.Errorf("%w: its checksum is wrong", ErrUnusable)
	}
	return &decoder{wire.Reader{Rest: body}}, nil
}

// readAll reads a file into one string, which the content then shares.
func readAll(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var whole strings.Builder
	if about, err := f.Stat(); err == nil {
		whole.Grow(int(about.Size()))
	}
	_, err = io.CopyBuffer(&whole, struct{ io.Reader }{f}, make([]byte, 1<<18))
	return whole.String(), err
}

// checksum goes on with that of a string without copying it whole.
func checksum(sum uint32, s string) uint32 {
	room := make([]byte, 1<<16)
	for len(s) > 0 {
		n := copy(room, s)
		sum = crc32.Update(sum, castagnoli, room[:n])
		s = s[n:]
	}
	return sum
}

// all runs parts 0..n−1 on some workers and says whether each went well.
func all(workers, n int, run func(part int) bool) bool {
	var failed atomic.Bool
	parallel.Each(context.Background(), workers, n, func(part int) {
		if !run(part) {
			failed.Store(true)
		}
	})
	return !failed.Load()
}
