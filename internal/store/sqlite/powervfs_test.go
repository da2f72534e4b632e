package sqlite

import (
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// tape records what SQLite does to its files, in order, so that a test can tell what a disk would
// hold had the power failed at any moment: everything up to a file's last sync, and of what came
// after it any part, in any order, torn at any sector.
type tape struct {
	name string
	mu   sync.Mutex
	ops  []op
	open map[uintptr]string // file names by SQLite's handle

	vfs, base uintptr
	methods   map[uintptr]uintptr // recording tables of file functions by the original
	keep      []any               // functions C memory points to
}

type op struct {
	file string
	what int
	at   int64
	data []byte
}

const (
	opWrite = iota
	opTruncate
	opSync
	opDelete
)

// The C side's types of the functions that are replaced.
type (
	openFunc     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	deleteFunc   = func(tls *libc.TLS, vfs, name uintptr, syncDir int32) int32
	writeFunc    = func(tls *libc.TLS, file, buf uintptr, n int32, at lib.Sqlite3_int64) int32
	truncateFunc = func(tls *libc.TLS, file uintptr, size lib.Sqlite3_int64) int32
	syncFunc     = func(tls *libc.TLS, file uintptr, flags int32) int32
	closeFunc    = func(tls *libc.TLS, file uintptr) int32
)

// at sees C memory as a T.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// function makes a Go function of a C function pointer.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

// pointer makes a C function pointer of a Go function, which the tape keeps alive.
func pointer[F any](t *tape, f F) uintptr {
	t.keep = append(t.keep, f)
	return *(*uintptr)(unsafe.Pointer(&f))
}

// record registers a file system that records; its name goes into Options.vfs.
func record(t *testing.T, name string) *tape {
	t.Helper()
	r := &tape{name: name, open: map[uintptr]string{}, methods: map[uintptr]uintptr{}}
	tls := libc.NewTLS()
	r.base = lib.Xsqlite3_vfs_find(tls, 0)
	r.vfs = libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	cname, err := libc.CString(name)
	if err != nil || r.vfs == 0 {
		t.Fatalf("no memory for a file system: %v", err)
	}
	v := at[lib.Tsqlite3_vfs](r.vfs)
	*v = *at[lib.Tsqlite3_vfs](r.base)
	v.FpNext, v.FzName = 0, cname
	v.FxOpen, v.FxDelete = pointer[openFunc](r, r.xOpen), pointer[deleteFunc](r, r.xDelete)
	if rc := lib.Xsqlite3_vfs_register(tls, r.vfs, 0); rc != lib.SQLITE_OK {
		t.Fatalf("registering a file system: %d", rc)
	}
	t.Cleanup(func() {
		lib.Xsqlite3_vfs_unregister(tls, r.vfs)
		tls.Close()
	})
	return r
}

func (r *tape) add(o op) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ops = append(r.ops, o)
}

// now is how many operations there were.
func (r *tape) now() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.ops)
}

func (r *tape) nameOf(file uintptr) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open[file]
}

func (r *tape) xOpen(tls *libc.TLS, _, name, file uintptr, flags int32, outFlags uintptr) int32 {
	rc := function[openFunc](at[lib.Tsqlite3_vfs](r.base).FxOpen)(tls, r.base, name, file, flags, outFlags)
	methods := at[uintptr](file)
	if rc != lib.SQLITE_OK || *methods == 0 || name == 0 {
		return rc
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.methods[*methods] == 0 {
		r.methods[*methods] = r.replace(tls, *methods)
	}
	r.open[file] = filepath.Base(libc.GoString(name))
	*methods = r.methods[*methods]
	return rc
}

// replace makes a table of file functions that record before they do what the original does.
func (r *tape) replace(tls *libc.TLS, original uintptr) uintptr {
	table := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	m := at[lib.Tsqlite3_io_methods](table)
	*m = *at[lib.Tsqlite3_io_methods](original)
	o := *m
	m.FxWrite = pointer[writeFunc](r, func(tls *libc.TLS, file, buf uintptr, n int32, offset lib.Sqlite3_int64) int32 {
		r.add(op{r.nameOf(file), opWrite, int64(offset), append([]byte(nil), unsafe.Slice(at[byte](buf), n)...)})
		return function[writeFunc](o.FxWrite)(tls, file, buf, n, offset)
	})
	m.FxTruncate = pointer[truncateFunc](r, func(tls *libc.TLS, file uintptr, size lib.Sqlite3_int64) int32 {
		r.add(op{file: r.nameOf(file), what: opTruncate, at: int64(size)})
		return function[truncateFunc](o.FxTruncate)(tls, file, size)
	})
	m.FxSync = pointer[syncFunc](r, func(tls *libc.TLS, file uintptr, flags int32) int32 {
		rc := function[syncFunc](o.FxSync)(tls, file, flags)
		r.add(op{file: r.nameOf(file), what: opSync})
		return rc
	})
	m.FxClose = pointer[closeFunc](r, func(tls *libc.TLS, file uintptr) int32 {
		r.mu.Lock()
		delete(r.open, file)
		r.mu.Unlock()
		return function[closeFunc](o.FxClose)(tls, file)
	})
	return table
}

func (r *tape) xDelete(tls *libc.TLS, _, name uintptr, syncDir int32) int32 {
	file := filepath.Base(libc.GoString(name))
	r.add(op{file: file, what: opDelete})
	rc := function[deleteFunc](at[lib.Tsqlite3_vfs](r.base).FxDelete)(tls, r.base, name, syncDir)
	if syncDir != 0 {
		r.add(op{file: file, what: opSync})
	}
	return rc
}

// disk is what one file is sure to hold, and what may or may not have reached it.
type disk struct {
	there   bool
	sure    []byte
	pending []op
}

func (d *disk) apply(o op) {
	switch o.what {
	case opWrite:
		d.there = true
		if need := int(o.at) + len(o.data); need > len(d.sure) {
			d.sure = append(d.sure, make([]byte, need-len(d.sure))...)
		}
		copy(d.sure[o.at:], o.data)
	case opTruncate:
		d.sure = d.sure[:min(int(o.at), len(d.sure))]
	case opDelete:
		d.there, d.sure = false, nil
	}
}

// player replays a tape from its beginning.
type player struct {
	ops   []op
	next  int
	disks map[string]*disk
}

// forward plays until n operations are done.
func (p *player) forward(n int) {
	for ; p.next < n; p.next++ {
		o := p.ops[p.next]
		d := p.disks[o.file]
		if d == nil {
			d = &disk{}
			p.disks[o.file] = d
		}
		if o.what != opSync {
			d.pending = append(d.pending, o)
			continue
		}
		for _, w := range d.pending {
			d.apply(w)
		}
		d.pending = nil
	}
}

// cut gives the files after a power failure now: of what was not synced nothing, everything, or any part.
func (p *player) cut(random *rand.Rand) map[string][]byte {
	const sector = 512
	luck := random.IntN(3)
	files := map[string][]byte{}
	for name, d := range p.disks {
		after := &disk{there: d.there, sure: append([]byte(nil), d.sure...)}
		for _, o := range d.pending {
			if luck == 0 || (luck == 1 && random.IntN(2) == 0) {
				continue
			}
			for from := 0; luck == 1 && o.what == opWrite && from < len(o.data); from += sector {
				if random.IntN(4) > 0 { // three sectors in four of a write that came through in part
					after.apply(op{o.file, opWrite, o.at + int64(from), o.data[from:min(from+sector, len(o.data))]})
				}
			}
			if luck == 2 || o.what != opWrite {
				after.apply(o)
			}
		}
		if after.there {
			files[name] = after.sure
		}
	}
	return files
}
