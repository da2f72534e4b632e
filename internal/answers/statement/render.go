package statement

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/record"
)

// Segments renders the statement with the catalogue. A message that is missing there
// is a mistake of the program; tests look for it.
func (s Statement) Segments() []Segment {
	if s.said != nil {
		return s.said
	}
	text, ok := Message(s.ID)
	if !ok {
		return []Segment{{Text: s.ID}}
	}
	var out []Segment
	for text != "" {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			out = plain(out, text)
			break
		}
		end := strings.IndexByte(text[open:], '}') + open
		before := text[:open]
		if s.oneDay(text[open+1 : end]) {
			before = strings.TrimSuffix(before, "between ") + "on "
		}
		out = plain(out, before)
		out = append(out, s.slot(text[open+1:end])...)
		text = text[end+1:]
	}
	return out
}

// oneDay says that an argument is a range whose ends fall on one day.
func (s Statement) oneDay(name string) bool {
	for i := range s.Args {
		if a := &s.Args[i]; a.Name == name && a.Type == Range && a.From == a.To && a.Text == "" {
			return true
		}
	}
	return false
}

func plain(out []Segment, text string) []Segment {
	if text == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].As == "" && out[n-1].Why == "" {
		out[n-1].Text += text
		return out
	}
	return append(out, Segment{Text: text})
}

// slot renders "name", "name:one|many" or "name?text if it is there, with $".
func (s Statement) slot(spec string) []Segment {
	name, optional, isOptional := strings.Cut(spec, "?")
	name, rest, hasNoun := strings.Cut(name, ":")
	for i := range s.Args {
		a := &s.Args[i]
		if a.Name != name {
			continue
		}
		if isOptional {
			return a.within(optional)
		}
		if a.Type == People {
			return people(a.List)
		}
		seg := a.segment()
		if hasNoun {
			seg.Text = Numbered(a.N, rest)
		}
		return []Segment{seg}
	}
	if isOptional {
		return nil
	}
	return []Segment{{Text: "?"}}
}

// within puts an argument where the $ of an optional part stands; "$(one|many)" is a
// count with its noun.
func (a *Arg) within(text string) []Segment {
	before, after, ok := strings.Cut(text, "$")
	switch {
	case !ok:
		return []Segment{{Text: text}}
	case a.Type == People:
		return plain(append(plain(nil, before), people(a.List)...), after)
	case a.Type == Person || a.Type == Area || a.Type == Path || a.Type == Record:
		return plain(append(plain(nil, before), a.segment()), after)
	}
	words := a.words()
	if nouns, rest, ok := strings.Cut(after, ")"); ok && strings.HasPrefix(nouns, "(") {
		words, after = Numbered(a.N, nouns[1:]), rest
	}
	return []Segment{{Text: before + words + after}}
}

// Numbered gives a count with its noun, chosen from "one|many".
func Numbered(n float64, nouns string) string {
	one, many, _ := strings.Cut(nouns, "|")
	noun := many
	if n == 1 {
		noun = one
	}
	return strings.TrimSpace(count(n) + " " + noun)
}

func people(list []Arg) []Segment {
	var out []Segment
	for i := range list {
		switch {
		case i > 0 && i == len(list)-1:
			out = plain(out, " and ")
		case i > 0:
			out = plain(out, ", ")
		}
		out = append(out, list[i].segment())
	}
	if len(out) == 0 {
		out = append(out, Segment{Text: "nobody"})
	}
	return out
}

func (a *Arg) segment() Segment {
	seg := Segment{Text: a.words(), As: a.Type, Kind: a.Kind, ID: a.ID, Key: a.Key, Why: a.Why}
	switch a.Type {
	case Date:
		seg.Value = a.From
	case Range:
		seg.Value = map[string]record.Date{"from": a.From, "to": a.To}
	case Probability, Hours, Count, Span:
		seg.Value = a.N
	}
	return seg
}

// words gives an argument's text.
func (a *Arg) words() string {
	if a.Text != "" {
		return a.Text
	}
	switch a.Type {
	case Date:
		return Day(a.From)
	case Range:
		return Days2(a.From, a.To)
	case Probability:
		return Percent(a.N)
	case Hours:
		return HoursOf(a.N)
	case Count:
		return count(a.N)
	case Span:
		return SpanOf(a.N)
	}
	return a.Key
}

// Day gives "3 March 2026".
func Day(d record.Date) string {
	t := d.In(time.UTC)
	if t.IsZero() {
		return "no date"
	}
	return t.Format("2 January 2006")
}

// Days2 gives "3 and 17 March 2026": the two ends of a range, after "between".
func Days2(from, to record.Date) string {
	a, b := from.In(time.UTC), to.In(time.UTC)
	switch {
	case from == to:
		return Day(from)
	case a.Year() != b.Year():
		return a.Format("2 January 2006") + " and " + b.Format("2 January 2006")
	case a.Month() != b.Month():
		return a.Format("2 January") + " and " + b.Format("2 January 2006")
	}
	return a.Format("2") + " and " + b.Format("2 January 2006")
}

// Percent gives a probability as people may rely on it: whole percents, and "under 1 %"
// or "over 99 %" instead of a certainty nobody has.
func Percent(p float64) string {
	switch {
	case math.IsNaN(p):
		return "unknown odds"
	case p <= 0:
		return "under 1 %"
	case p >= 1:
		return "over 99 %"
	case p < 0.01:
		return "under 1 %"
	case p > 0.99:
		return "over 99 %"
	}
	return strconv.Itoa(int(math.Round(p*100))) + " %"
}

// HoursOf gives minutes as hours.
func HoursOf(minutes float64) string {
	h := minutes / 60
	if math.Abs(h) < 10 && h != math.Trunc(h) {
		return strconv.FormatFloat(h, 'f', 1, 64) + " h"
	}
	return count(math.Round(h)) + " h"
}

// count groups thousands.
func count(n float64) string {
	if n != math.Trunc(n) {
		return strconv.FormatFloat(n, 'f', 1, 64)
	}
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// SpanOf says a number of days in the largest fitting unit.
func SpanOf(days float64) string {
	d := math.Round(days)
	unit := func(n float64, one string) string {
		n = math.Round(n)
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%.0f %ss", n, one)
	}
	switch {
	case d < 14:
		return unit(d, "day")
	case d < 70:
		return unit(d/7, "week")
	case d < 730:
		return unit(d/30.44, "month")
	}
	return unit(d/365.25, "year")
}
