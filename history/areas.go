package history

import (
	"fmt"
	"regexp"

	"plumbline/history/area"
)

// buildAreas gives each file its area.
func buildAreas(r *Repository, components []Component) error {
	matchers, err := compile(components)
	if err != nil {
		return err
	}
	for _, c := range components {
		r.Areas = append(r.Areas, Area{Name: c.Name, Globs: c.Globs})
	}
	var rest []area.File
	for i := range r.Files {
		f := &r.Files[i]
		f.Area = match(matchers, f.Path)
		if f.Area < 0 && f.Present {
			rest = append(rest, area.File{Path: f.Path, Lines: f.source()})
		}
	}
	cut := area.Split(rest)
	for _, a := range cut {
		r.Areas = append(r.Areas, Area{Name: dirName(a.Prefix), Globs: []string{a.Prefix + "**"}})
	}
	for i := range r.Files {
		f := &r.Files[i]
		if at := area.Of(cut, f.Path); f.Area < 0 && at >= 0 {
			f.Area = len(components) + at
		}
		if f.Present && f.Area >= 0 {
			r.Areas[f.Area].Files++
			r.Areas[f.Area].Lines += f.source()
		}
	}
	return nil
}

// source is the lines that count: those of files that give knowledge.
func (f *File) source() int {
	if f.Ignored != "" {
		return 0
	}
	return f.Lines
}

func dirName(prefix string) string {
	if prefix == "" {
		return "/"
	}
	return prefix
}

func match(matchers [][]*regexp.Regexp, path string) int {
	for i, list := range matchers {
		for _, m := range list {
			if m.MatchString(path) {
				return i
			}
		}
	}
	return -1
}

func compile(components []Component) ([][]*regexp.Regexp, error) {
	var out [][]*regexp.Regexp
	for _, c := range components {
		var list []*regexp.Regexp
		for _, g := range c.Globs {
			m, err := area.Glob(g)
			if err != nil {
				return nil, fmt.Errorf("the glob %q of component %q cannot be read: %w", g, c.Name, err)
			}
			list = append(list, m)
		}
		out = append(out, list)
	}
	return out, nil
}

// Globs says of a path whether one of some globs, as in Component, matches it.
func Globs(globs []string) (func(path string) bool, error) {
	list, err := compile([]Component{{Name: "paths", Globs: globs}})
	if err != nil {
		return nil, err
	}
	return func(path string) bool { return match(list, path) == 0 }, nil
}
