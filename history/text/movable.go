package text

import "bytes"

// wholeMovable says whether a middle that is all new or all gone could stand
// elsewhere.
func wholeMovable(text, middle []byte, pre, suf int) bool {
	if len(middle) == 0 {
		return false
	}
	first, _ := firstLine(middle)
	after, _ := firstLine(text[len(text)-suf:])
	return bytes.Equal(lastLine(text[:pre]), lastLine(middle)) || bytes.Equal(first, after)
}

// movable says whether any changed run of a middle could stand elsewhere.
func (d *Differ) movable(text []byte, pre, suf int, s *side) bool {
	after, _ := firstLine(text[len(text)-suf:])
	before, behind := hashLine(lastLine(text[:pre])), hashLine(after)
	n := len(s.class)
	hash := func(i int) uint64 {
		switch {
		case i < 0:
			return before
		case i >= n:
			return behind
		}
		return d.table[s.class[i]].hash
	}
	for i := 0; i < n; i++ {
		if !s.changed[i] {
			continue
		}
		j := i
		for j < n && s.changed[j] {
			j++
		}
		if hash(i-1) == hash(j-1) || hash(i) == hash(j) {
			return true
		}
		i = j
	}
	return false
}

func lastLine(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b[bytes.LastIndexByte(b[:len(b)-1], '\n')+1:]
}
