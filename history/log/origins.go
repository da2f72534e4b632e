package log

import (
	"cmp"
	"encoding/binary"
	"slices"

	"plumbline/history/text"
	"plumbline/history/wire"
)

// Origin says where the lines of a file come from that Changes do not tell: of a merge,
// or of a file whose best source became the source of another one.
type Origin struct {
	New, Old     int32       // into Paths: the file, and the parent's file it comes from
	Parent       int32       // into Parents; −1 when no parent has it
	Blob, Before uint64      // as in Change; both 0 when the parent has the same file, not written down
	Script       text.Script // what became what; of a file that no parent has, its lines
}

// AsItIs says whether the file stands in the parent as it is.
func (o *Origin) AsItIs() bool { return o.Blob == 0 && o.Before == 0 }

// Origins is a list of them in a few bytes each, by the file's path, a file's in the
// order of parents. Damaged ones give fewer.
type Origins string

// How an origin is written.
const (
	asInSecond = iota // as the second parent has it
	asInParent        // as some parent has it, which follows
	inFull
)

// AppendOrigins writes a list, sorted by New, at the end of to.
func AppendOrigins(to []byte, list []Origin) []byte {
	before := int32(0)
	for i := range list {
		o := &list[i]
		head := uint64(o.New-before) << 2
		before = o.New
		switch {
		case o.AsItIs() && o.Parent == 1:
			to = binary.AppendUvarint(to, head+asInSecond)
		case o.AsItIs():
			to = binary.AppendUvarint(to, head+asInParent)
			to = binary.AppendUvarint(to, uint64(o.Parent))
		default:
			to = binary.AppendUvarint(to, head+inFull)
			to = o.appendFull(to)
		}
	}
	return to
}

func (o *Origin) appendFull(to []byte) []byte {
	to = binary.AppendUvarint(to, uint64(o.Parent+1))
	to = binary.AppendVarint(to, int64(o.Old)-int64(o.New))
	to = binary.LittleEndian.AppendUint64(to, o.Blob)
	to = binary.LittleEndian.AppendUint64(to, o.Before)
	to = binary.AppendUvarint(to, uint64(len(o.Script)))
	return append(to, o.Script...)
}

// Each gives the origins one after the other, all in one place. Scripts are parts of o,
// not copies.
func (o Origins) Each(yield func(*Origin) bool) {
	r := wire.Reader{Rest: string(o)}
	before := int32(0)
	var one Origin
	for len(r.Rest) > 0 {
		head := r.Uvarint()
		before += int32(head >> 2)
		one = Origin{New: before, Old: before, Parent: 1}
		switch head & 3 {
		case asInSecond:
		case asInParent:
			one.Parent = int32(r.Uvarint())
		default:
			one.Parent = int32(r.Uvarint()) - 1
			one.Old = int32(int64(before) + r.Varint())
			one.Blob, one.Before = r.Word(), r.Word()
			one.Script = text.Script(r.String())
		}
		if r.Bad || one.New < 0 || one.Old < 0 || one.Parent < -1 || !yield(&one) {
			return
		}
	}
}

// renumbered gives the same origins with other numbers for the paths, which are given
// out in the order of the paths themselves.
func (o Origins) renumbered(paths []string, number func(string) int32) Origins {
	if o == "" {
		return o
	}
	var list []Origin
	for one := range o.Each {
		if int(max(one.New, one.Old)) < len(paths) {
			list = append(list, *one)
		}
	}
	slices.SortStableFunc(list, func(a, b Origin) int { return cmp.Compare(paths[a.New], paths[b.New]) })
	for i := range list {
		list[i].New, list[i].Old = number(paths[list[i].New]), number(paths[list[i].Old])
	}
	return packOrigins(list)
}

func packOrigins(list []Origin) Origins {
	slices.SortStableFunc(list, func(a, b Origin) int { return cmp.Compare(a.New, b.New) })
	return Origins(AppendOrigins(nil, list))
}
