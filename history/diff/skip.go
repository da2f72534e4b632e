package diff

import (
	"bytes"

	"plumbline/history/text"
)

// Most entries of two trees are the same, and most entries of one are not the one that
// is looked for: they are passed without being read. An entry that does not look as
// usual is left to item.next.

// passed is where the entry at the start of a tree ends and where its name stands; false
// when it does not look as usual.
func passed(t []byte, hashLen int) (name, end int, ok bool) {
	switch {
	case len(t) < 8+hashLen:
		return 0, 0, false
	case t[6] == ' ' && t[0] == '1':
		name = 7
	case t[5] == ' ' && t[0] == '4':
		name = 6
	default:
		return 0, 0, false
	}
	n := bytes.IndexByte(t[name:], 0)
	end = name + n + 1 + hashLen
	return name, end, n > 0 && end <= len(t)
}

// skipEqual passes the entries that two trees start with alike.
func skipEqual(a, b *[]byte, hashLen int) {
	x, y := *a, *b
	n := text.SharedStart(x, y)
	at := 0
	for {
		_, end, ok := passed(x[at:n], hashLen)
		if !ok {
			break
		}
		at += end
	}
	*a, *b = x[at:], y[at:]
}

// skim passes entries that have not this name.
func skim(b *[]byte, hashLen int, name string) {
	t := *b
	for {
		at, end, ok := passed(t, hashLen)
		if !ok || end-1-hashLen-at == len(name) && string(t[at:end-1-hashLen]) == name {
			break
		}
		t = t[end:]
	}
	*b = t
}
