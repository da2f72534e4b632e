package diff

import (
	"errors"

	"plumbline/history/pack"
	"plumbline/history/text"
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
	case text.Binary(a) || text.Binary(b):
	case c.Old.ID == c.New.ID && c.Old.Mode != 0:
		c.Added, c.Deleted = 0, 0
	case c.Status == 'A' || c.Status == 'D':
		c.Added, c.Deleted = int32(text.Lines(b)), int32(text.Lines(a))
	default:
		c.Hunks = e.lines.Hunks(a, b)
		c.Added, c.Deleted = 0, 0
		for _, h := range c.Hunks {
			c.Added, c.Deleted = c.Added+h.BLen, c.Deleted+h.ALen
		}
	}
	return nil
}
