// Package pack reads git's object store without git: packs through their version 2
// indexes, offset and reference deltas, loose objects and alternates, SHA-1 and
// SHA-256. Files are mapped into memory. Everything that comes from a file is checked:
// a damaged or hostile pack gives an error in bounded time and memory, never a crash.
//
// A multi-pack index is not needed, since every pack keeps its own. What this package
// cannot read it refuses with ErrUnsupported, and the caller falls back to git.
package pack

import (
	"encoding/hex"
	"errors"
)

// ID is an object's name: 20 bytes and zeros, or 32 bytes.
type ID [32]byte

// ParseID reads 40 or 64 hexadecimal digits.
func ParseID(s string) (ID, bool) {
	var id ID
	if len(s) != 40 && len(s) != 64 {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(s))
	return id, err == nil
}

// Hex is the name in n×2 digits, n being the store's HashLen.
func (id ID) Hex(n int) string { return hex.EncodeToString(id[:n]) }

// Type is what an object is.
type Type byte

// The types, as packs number them.
const (
	Commit Type = 1
	Tree   Type = 2
	Blob   Type = 3
	Tag    Type = 4

	ofsDelta Type = 6
	refDelta Type = 7
)

// String is git's word for the type.
func (t Type) String() string {
	return [8]string{"", "commit", "tree", "blob", "tag", "", "", ""}[t&7]
}

// The errors of this package; others wrap what the system said.
var (
	ErrMissing     = errors.New("object is missing")
	ErrDamaged     = errors.New("the object store is damaged")
	ErrUnsupported = errors.New("this object store cannot be read directly")
	ErrTooLarge    = errors.New("object is too large")
)

// MaxObject is the largest object read, in bytes.
const MaxObject = 256 << 20

// maxChain is how many deltas may stand on each other; git writes at most 4,095.
const maxChain = 5000
