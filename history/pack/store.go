package pack

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"plumbline/history/inflate"
)

// Store is the objects of a repository and of its alternates. It is immutable and
// safe for concurrent use; objects are read through Readers.
type Store struct {
	HashLen int // 20 or 32
	packs   []*packFile
	loose   []string // object directories
	maps    [][]byte
	mapped  int // bytes of maps

	mu   sync.Mutex
	idle []*Reader
}

// Open maps the object store at an objects directory. hashLen is 20 or 32. Close
// releases it; no Reader may be used after that.
func Open(objects string, hashLen int) (*Store, error) {
	s := &Store{HashLen: hashLen}
	if err := s.add(objects, map[string]bool{}); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// maxAlternates bounds how many object directories are followed.
const maxAlternates = 64

func (s *Store) add(dir string, seen map[string]bool) error {
	dir = filepath.Clean(dir)
	if seen[dir] {
		return nil
	}
	if len(seen) >= maxAlternates {
		return fmt.Errorf("%w: more than %d alternates", ErrUnsupported, maxAlternates)
	}
	seen[dir] = true
	s.loose = append(s.loose, dir)
	names, err := filepath.Glob(filepath.Join(globQuote(dir), "pack", "pack-*.idx"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		if err := s.addPack(strings.TrimSuffix(name, ".idx")); err != nil {
			return err
		}
	}
	return s.alternates(dir, seen)
}

func globQuote(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

func (s *Store) alternates(dir string, seen map[string]bool) error {
	b, err := os.ReadFile(filepath.Join(dir, "info", "alternates"))
	if err != nil {
		return nil // the usual case: none
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if !filepath.IsAbs(line) {
			line = filepath.Join(dir, line)
		}
		if err := s.add(line, seen); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) addPack(base string) error {
	idx, err := s.mapFile(base + ".idx")
	if err != nil {
		return err
	}
	data, err := s.mapFile(base + ".pack")
	if os.IsNotExist(err) {
		return nil // an index left behind by a repack
	}
	if err != nil {
		return err
	}
	p, err := newPack(idx, data, s.HashLen)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(base), err)
	}
	s.packs = append(s.packs, p)
	return nil
}

func (s *Store) mapFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 || int64(int(info.Size())) != info.Size() {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrDamaged)
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	s.maps, s.mapped = append(s.maps, b), s.mapped+len(b)
	return b, nil
}

// largeStore is how many bytes of maps may stay in memory, and restAfter how many bytes
// a reader reads from larger ones before their pages are given back.
const largeStore, restAfter = 256 << 20, 64 << 20

// rest gives the pages of a large store back to the system, which still has them in its
// cache: what a reading has passed would count as this process's memory to its end.
func (s *Store) rest() {
	if s.mapped <= largeStore {
		return
	}
	for _, m := range s.maps {
		forget(m)
	}
}

// Close releases the maps.
func (s *Store) Close() error {
	var first error
	for _, m := range s.maps {
		if err := syscall.Munmap(m); err != nil && first == nil {
			first = err
		}
	}
	s.maps, s.packs, s.idle = nil, nil, nil
	return first
}

// Size is how many bytes the packs have together.
func (s *Store) Size() int64 {
	var n int64
	for _, p := range s.packs {
		n += int64(len(p.data))
	}
	return n
}

// find locates an object in the packs.
func (s *Store) find(id *ID) (*packFile, int64, bool) {
	for _, p := range s.packs {
		if off, ok := p.find(id[:s.HashLen]); ok {
			return p, off, true
		}
	}
	return nil, 0, false
}

// readLoose reads an object from a file of its own.
func (s *Store) readLoose(id *ID) (Type, []byte, error) {
	name := id.Hex(s.HashLen)
	for _, dir := range s.loose {
		b, err := os.ReadFile(filepath.Join(dir, name[:2], name[2:]))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return 0, nil, err
		}
		return parseLoose(b)
	}
	return 0, nil, ErrMissing
}

func parseLoose(b []byte) (Type, []byte, error) {
	var z inflate.Inflater
	out, err := z.Stream(b, MaxObject)
	switch {
	case errors.Is(err, inflate.ErrTooLarge):
		return 0, nil, ErrTooLarge
	case err != nil:
		return 0, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	head, body, ok := bytes.Cut(out, []byte{0})
	word, _, _ := bytes.Cut(head, []byte{' '})
	for _, t := range [...]Type{Commit, Tree, Blob, Tag} {
		if ok && string(word) == t.String() {
			return t, body, nil
		}
	}
	return 0, nil, fmt.Errorf("%w: a loose object has no header", ErrDamaged)
}
