package index

import (
	"maps"
	"slices"

	"plumbline/history/log"
)

// LoadMerges reads the origins of merges that SaveMerges wrote; none when there is no such
// file, or when it cannot be used.
func LoadMerges(path string) log.Merges {
	d, err := open(path, magicOfMerges)
	if err != nil {
		return log.Merges{}
	}
	m := d.merges()
	if d.Bad {
		return log.Merges{}
	}
	return m
}

func (d *decoder) merges() log.Merges {
	m := log.Merges{Paths: read(d, d.String), Of: map[string]log.Origins{}}
	for n := d.count(2); n > 0 && !d.Bad; n-- {
		name := d.hash()
		m.Of[name] = log.Origins(d.String())
	}
	return m
}

// SaveMerges writes the origins of merges, as Save writes an index.
func SaveMerges(path string, m log.Merges) error {
	e := &encoder{}
	e.merges(m)
	w := create(path, magicOfMerges)
	w.write(e)
	return w.place()
}

func (e *encoder) merges(m log.Merges) {
	list(e, m.Paths, e.str)
	list(e, slices.Sorted(maps.Keys(m.Of)), func(name string) { e.hash(name); e.str(string(m.Of[name])) })
}
