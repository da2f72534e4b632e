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

// movable says whether any changed run of the middle could stand elsewhere.
func (s *side) movable() bool {
	ids, n := s.cut.ids, len(s.class)
	line := func(i int) int32 {
		if i += s.from; i < 0 || i >= len(ids) {
			return -1
		}
		return ids[i]
	}
	for i := 0; i < n; i++ {
		if !s.changed[i] {
			continue
		}
		j := i
		for j < n && s.changed[j] {
			j++
		}
		if line(i-1) == line(j-1) || line(i) == line(j) {
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
