package log

import (
	"encoding/binary"

	"plumbline/history/text"
	"plumbline/history/wire"
)

// Packed is a list of changes written down in a few bytes each: status, path counted
// from the change before, the old path of a rename, lines, contents, script. Damaged
// ones give fewer changes.
type Packed string

// AppendPacked writes changes at the end of to.
func AppendPacked(to []byte, list []Change) []byte {
	before := int64(0)
	for i := range list {
		ch := &list[i]
		to = append(to, ch.Status)
		to = binary.AppendVarint(to, int64(ch.New)-before)
		before = int64(ch.New)
		if ch.Status == 'R' {
			to = binary.AppendVarint(to, int64(ch.Old))
		}
		to = binary.AppendVarint(to, int64(ch.Added))
		to = binary.AppendVarint(to, int64(ch.Deleted))
		to = binary.LittleEndian.AppendUint64(to, ch.Blob)
		to = binary.LittleEndian.AppendUint64(to, ch.Before)
		to = binary.AppendUvarint(to, uint64(len(ch.Script)))
		to = append(to, ch.Script...)
	}
	return to
}

// Each gives the changes one after the other, all in one place. Scripts are parts of p,
// not copies.
func (p Packed) Each(yield func(*Change) bool) {
	r := wire.Reader{Rest: string(p)}
	before := int64(0)
	var ch Change
	for len(r.Rest) > 0 {
		ch = Change{Status: r.Byte()}
		before += r.Varint()
		ch.New, ch.Old = int32(before), int32(before)
		if ch.Status == 'R' {
			ch.Old = int32(r.Varint())
		}
		ch.Added, ch.Deleted = int32(r.Varint()), int32(r.Varint())
		ch.Blob, ch.Before = r.Word(), r.Word()
		ch.Script = text.Script(r.String())
		if r.Bad || ch.New < 0 || ch.Old < 0 || !yield(&ch) {
			return
		}
	}
}
