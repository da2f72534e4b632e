package diff

import (
	"bytes"
	"errors"

	"plumbline/history/pack"
)

// content is one side's bytes.
func (e *Engine) content(s *Side) ([]byte, error) {
	switch s.Mode & typeMask {
	case 0:
		return nil, nil
	case gitlink:
		return []byte("Subproject commit " + s.ID.Hex(e.hashLen) + "\n"), nil
	}
	_, b, err := e.src.Read(s.ID)
	return b, err
}

// count fills in the lines of a change.
func (e *Engine) count(c *Change) error {
	a, err := e.content(&c.Old)
	var b []byte
	if err == nil {
		b, err = e.content(&c.New)
	}
	c.Added, c.Deleted = -1, -1
	if errors.Is(err, pack.ErrMissing) || errors.Is(err, pack.ErrTooLarge) {
		c.Unread = true
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case Binary(a) || Binary(b):
	case c.Old.ID == c.New.ID && c.Old.Mode != 0:
		c.Added, c.Deleted = 0, 0
	case c.Status == 'A' || c.Status == 'D':
		c.Added, c.Deleted = int32(Lines(b)), int32(Lines(a))
	default:
		c.Hunks = e.lines.hunks(a, b)
		c.Added, c.Deleted = 0, 0
		for _, h := range c.Hunks {
			c.Added, c.Deleted = c.Added+h.BLen, c.Deleted+h.ALen
		}
	}
	return nil
}

// Binary says whether git takes content for binary: a zero byte among the first
// 8,000.
func Binary(b []byte) bool {
	return bytes.IndexByte(b[:min(len(b), 8000)], 0) >= 0
}

// Lines counts lines; a last one without an end counts.
func Lines(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}
