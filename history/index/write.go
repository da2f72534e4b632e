package index

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"plumbline/history/log"
)

// Writing is a file on its way: under another name until it is whole.
type Writing struct {
	path  string
	tmp   *os.File
	sum   uint32 // of the content so far
	err   error  // the first one
	begun chan struct{}
}

// Begin starts to write an index, with so many workers: what the log says is encoded and
// written while the caller finds the rest. What stands in old, which may be nil, is not
// encoded again. The log must stay as it is until End or Drop, one of which must be called.
func Begin(path string, l *log.Log, old *File, workers int) *Writing {
	w := create(path, magic)
	go func() {
		defer close(w.begun)
		e := &encoder{}
		e.log(l, old, workers)
		w.write(e)
	}()
	return w
}

// End writes the rest, all but f.Log, and puts the file in its place, atomically: a reader
// sees the old file or the new one. It does not wait for the disk: a file that a power cut
// tears has a wrong checksum and is built again.
func (w *Writing) End(f *File) error {
	<-w.begun
	e := &encoder{}
	e.rest(f)
	w.write(e)
	return w.place()
}

// Drop leaves the file unwritten.
func (w *Writing) Drop() {
	<-w.begun
	if w.tmp != nil {
		_ = w.tmp.Close()
		_ = os.Remove(w.tmp.Name())
	}
}

// Save writes an index in one go.
func Save(path string, f, old *File, workers int) error {
	return Begin(path, f.Log, old, workers).End(f)
}

// create makes a file under another name that starts in this way.
func create(path, magic string) *Writing {
	w := &Writing{path: path, begun: make(chan struct{})}
	if w.tmp, w.err = os.CreateTemp(filepath.Dir(path), ".index-*"); w.err == nil {
		_, w.err = w.tmp.Write(binary.LittleEndian.AppendUint32([]byte(magic), Version))
	}
	return w
}

// write adds what was encoded.
func (w *Writing) write(e *encoder) {
	for _, p := range e.parts() {
		if w.err != nil {
			return
		}
		w.sum = checksum(crc32.Update(w.sum, castagnoli, p.b), p.was)
		if _, w.err = w.tmp.Write(p.b); w.err == nil {
			_, w.err = io.WriteString(w.tmp, p.was)
		}
	}
}

// place ends the content with its checksum and gives the file its name.
func (w *Writing) place() error {
	if w.tmp == nil {
		return w.err
	}
	if w.err == nil {
		_, w.err = w.tmp.Write(binary.LittleEndian.AppendUint32(nil, w.sum))
	}
	if err := w.tmp.Close(); w.err == nil {
		w.err = err
	}
	if w.err == nil {
		w.err = os.Rename(w.tmp.Name(), w.path)
	}
	if w.err != nil {
		_ = os.Remove(w.tmp.Name())
	}
	return w.err
}
