package pack

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestRingKeepsWhatIsInUse draws reads of objects of all sizes and checks that what was
// given out stays as it was until done, and that what is found is what was put.
func TestRingKeepsWhatIsInUse(t *testing.T) {
	p := &packFile{}
	rapid.Check(t, func(t *rapid.T) {
		c := newRing(1 << 12)
		content := func(off int64) []byte { return bytes.Repeat([]byte{byte(off*7 + 1)}, int(off*off%1500)) }
		given := map[int64][]byte{}
		for range rapid.IntRange(1, 300).Draw(t, "reads") {
			off := rapid.Int64Range(0, 60).Draw(t, "object")
			i, data := c.find(p, off), []byte(nil)
			if i >= 0 {
				data = c.data(i)
			} else {
				i, data = c.room(len(content(off)))
				copy(data, content(off))
				c.keep(i, p, off, Blob, data, off%3 == 0)
			}
			if i >= 0 {
				c.give(i)
			}
			given[off] = data
			for off, data := range given {
				if !bytes.Equal(data, content(off)) {
					t.Fatalf("object %d changed while in use", off)
				}
			}
			if rapid.IntRange(0, 5).Draw(t, "done") == 0 {
				c.done()
				clear(given)
			}
		}
		if len(c.memory) > 1<<12 || len(c.slots) > 4096 {
			t.Fatalf("%d bytes, %d slots", len(c.memory), len(c.slots))
		}
	})
}
