package text

import (
	"encoding/binary"

	"plumbline/history/wire"
)

// Script is a list of hunks packed as variable-length numbers, so that one can be kept
// for every change of a long history: for each hunk how far its A is after that of the
// hunk before, ALen, how far B is after A, BLen.
type Script string

// Pack writes hunks down as a script.
func Pack(hunks []Hunk) Script {
	var room [64]byte
	out, was := room[:0], int32(0)
	for _, h := range hunks {
		for _, n := range [4]int32{h.A - was, h.ALen, h.B - h.A, h.BLen} {
			out = binary.AppendVarint(out, int64(n))
		}
		was = h.A
	}
	return Script(out)
}

// AllNew is the script that puts so many lines where there were none.
func AllNew(lines int32) Script { return Pack([]Hunk{{BLen: lines}}) }

// Hunks gives the hunks one after the other. Where the script is damaged it gives one
// that begins before the first line, and ends.
func (s Script) Hunks(yield func(Hunk) bool) {
	r := wire.Reader{Rest: string(s)}
	was := int64(0)
	for len(r.Rest) > 0 {
		was += r.Varint()
		h := Hunk{A: int32(was), ALen: int32(r.Varint()), B: int32(was + r.Varint()), BLen: int32(r.Varint())}
		if r.Bad {
			h = Hunk{A: -1}
		}
		if !yield(h) {
			return
		}
	}
}
