package diff

import (
	"errors"

	"plumbline/history/pack"
	"plumbline/history/text"
)

// Counts is what differs between two contents.
type Counts struct {
	Added, Deleted       int32 // lines; −1 when binary or unread
	Unread               bool  // a content is not in this repository, or too large
	OldBinary, NewBinary bool
	Script               text.Script // what differs, as blame goes by it; none when one side is not there; all lines after a binary content
}

// Compare counts the lines that differ between two contents.
func (e *Engine) Compare(before, after *Blob) (Counts, error) {
	e.src.Done()
	a, err := e.content(before)
	var b []byte
	if err == nil {
		b, err = e.content(after)
	}
	out := Counts{Added: -1, Deleted: -1}
	if errors.Is(err, pack.ErrMissing) || errors.Is(err, pack.ErrTooLarge) {
		out.Unread = true
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.OldBinary, out.NewBinary = text.Binary(a), text.Binary(b)
	switch {
	case out.NewBinary:
	case out.OldBinary:
		out.Script = text.AllNew(int32(text.Lines(b)))
	case before.ID == after.ID && before.Mode != 0:
		out.Added, out.Deleted = 0, 0
	case before.Mode == 0 || after.Mode == 0:
		out.Added, out.Deleted = int32(text.Lines(b)), int32(text.Lines(a))
	default:
		out.Added, out.Deleted = 0, 0
		x, y := named(before, a), named(after, b)
		hunks := e.lines.Compare(x, y)
		for _, h := range hunks {
			out.Added, out.Deleted = out.Added+h.BLen, out.Deleted+h.ALen
		}
		out.Script = text.Pack(hunks)
		if hunks, other := e.lines.Blamed(x, y); other {
			out.Script = text.Pack(hunks)
		}
	}
	return out, nil
}

// named gives a content its name; that of another repository's commit is none.
func named(s *Blob, content []byte) text.Text {
	if s.Mode&typeMask == gitlink {
		return text.Text{Bytes: content}
	}
	return text.Text{Bytes: content, Name: text.Name(s.ID)}
}

// content is one side's bytes.
func (e *Engine) content(s *Blob) ([]byte, error) {
	switch s.Mode & typeMask {
	case 0:
		return nil, nil
	case gitlink:
		return []byte("Subproject commit " + s.ID.Hex(e.hashLen) + "\n"), nil
	}
	_, b, err := e.src.Read(s.ID)
	return b, err
}
