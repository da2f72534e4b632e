package listing

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// sorter gives each record a text by which records sort as people expect, and whether
// the order is turned round.
func sorter(v *snapshot.View, d *record.Definition, by string) (order func(*record.Record) string, down bool, err error) {
	by, down = strings.CutPrefix(by, "-")
	switch by {
	case "", "key":
		return func(r *record.Record) string { return keyText(r.Key) }, down, nil
	case "title":
		return func(r *record.Record) string { return strings.ToLower(v.Title(r)) }, down, nil
	case "created":
		return func(r *record.Record) string { return instantText(r.Created.At) }, down, nil
	case "updated":
		return func(r *record.Record) string { return instantText(r.Updated.At) }, down, nil
	}
	i := slices.IndexFunc(d.Fields, func(f record.Field) bool { return f.Name == by })
	if i < 0 || d.Fields[i].Type == record.Object {
		return nil, false, fault.New(fault.Malformed, "%s cannot be sorted by %q.", d.Plural, by).WithHint("Sort by key, title, created, updated or one of: %s.", names(d))
	}
	f := &d.Fields[i]
	if ranks(d, f) {
		return nil, false, fault.New(fault.Malformed, "%s are about people, and people are not ranked by %s.", d.Plural, strings.ToLower(f.Label)).
			WithHint("Ask a question about one task or area instead: who.")
	}
	get := d.Getter(by)
	return func(r *record.Record) string { return valueText(v, f, get(r.Body)) }, down, nil
}

// ranks says whether sorting by a field would order people by an amount.
func ranks(d *record.Definition, f *record.Field) bool {
	about := d.SelfSubject || slices.ContainsFunc(d.Fields, func(f record.Field) bool { return f.Subject })
	switch f.Type {
	case record.Int, record.Number, record.Work, record.Guess, record.Amount, record.Portion:
		return about
	}
	return false
}

// keyText orders keys with the numbers at their ends by value: PAY-9 before PAY-12.
func keyText(k string) string {
	i := strings.LastIndexByte(k, '-')
	digits := k[i+1:]
	if i <= 0 || digits == "" || len(digits) > 18 || strings.Trim(digits, "0123456789") != "" {
		return strings.ToLower(k)
	}
	digits = strings.TrimLeft(digits, "0")
	return strings.ToLower(k[:i]) + "-" + zeros[:len(zeros)-len(digits)] + digits
}

const zeros = "00000000000000000000"

func instantText(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000") }

// valueText orders a canonical value by its meaning; a list by its first.
func valueText(v *snapshot.View, f *record.Field, raw json.RawMessage) string {
	if f.List {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil || len(list) == 0 {
			return ""
		}
		raw = list[0]
	}
	switch {
	case f.Type == record.Int || f.Type == record.Number:
		n, _ := strconv.ParseFloat(string(raw), 64) // no value counts as 0
		return numberText(n)
	case len(raw) == 0:
		return ""
	case f.Type == record.Bool:
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return scalarText(v, f, s)
}

func scalarText(v *snapshot.View, f *record.Field, s string) string {
	switch f.Type {
	case record.Reference:
		return strings.ToLower(v.Name(f.Ref, s))
	case record.Enum:
		return fmt.Sprintf("%04d", slices.Index(f.Enum, s)+1)
	case record.Work:
		m, _ := record.ParseMinutes(s, 0)
		return numberText(float64(m))
	case record.Guess:
		e, _ := record.ParseEstimate(s, 0)
		return numberText(float64(e.Likely))
	case record.Amount, record.Portion:
		n, _ := strconv.ParseFloat(strings.TrimRight(s, "% ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 64)
		return numberText(n)
	}
	return strings.ToLower(s)
}

// numberText orders numbers as texts: the bits of a float, with the sign turned.
func numberText(n float64) string {
	b := math.Float64bits(n)
	if n < 0 {
		b = ^b
	} else {
		b |= 1 << 63
	}
	return fmt.Sprintf("%016x", b)
}
