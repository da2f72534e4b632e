package sqlite

import (
	"os"
	"path/filepath"
	"syscall"
)

// ballast is space kept aside: when the disk is full it is given up, so that people can
// delete and export; when there is space again it is taken back. Used by the writer only.
type ballast struct {
	path string
	size int64
}

// fill takes the space, and says whether that is done. Real bytes are written: a file of holes keeps nothing.
func (b ballast) fill() bool {
	if b.size <= 0 {
		return true
	}
	if info, err := os.Stat(b.path); err == nil && info.Size() == b.size {
		return true
	}
	if err := os.WriteFile(b.path, make([]byte, b.size), 0o600); err != nil {
		b.drop()
		return false
	}
	return true
}

func (b ballast) drop() {
	_ = os.Remove(b.path) // gone already is fine
}

// fits says whether the ballast and as much again fit on the disk.
func (b ballast) fits() bool {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(b.path), &fs); err != nil {
		return false
	}
	free := int64(fs.Bavail) * int64(fs.Bsize)
	return free >= 2*max(b.size, 0)
}
