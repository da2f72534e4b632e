package shape_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"plumbline/internal/cli/shape"
	"plumbline/internal/record"
)

type part struct {
	At   time.Time   `json:"at"`
	Day  record.Date `json:"day,omitempty"`
	Odds *float64    `json:"odds"`
}

type whole struct {
	part
	Items []part         `json:"items"`
	Days  []record.Date  `json:"days,omitempty"`
	More  map[string]int `json:"more,omitempty"`
	Not   string         `json:"-"`
}

func TestADescriptionNamesWhatStandsWhere(t *testing.T) {
	b := shape.Book{{Type: reflect.TypeFor[part](), Name: "part"}}
	want := "{\n  at: instant\n  day?: day\n  odds: number or null\n  items: [part …]\n  days?: [day …]\n  more?: {name: whole number …}\n}"
	if got := b.Describe(reflect.TypeFor[whole]()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestADocumentIsCheckedAgainstItsShape(t *testing.T) {
	for _, c := range []struct{ document, says string }{
		{`{"at":"2026-02-20T09:00:00Z","odds":null,"items":[]}`, ""},
		{`{"at":"2026-02-20T09:00:00Z","odds":0.5,"items":[{"at":"2026-02-20T09:00:00Z","day":"2026-02-20","odds":1}],"more":{"a":1}}`, ""},
		{`{"odds":null,"items":[]}`, "$.at is missing"},
		{`{"at":"2026-02-20T09:00:00Z","odds":null,"items":null}`, "$.items is <nil>, not a list"},
		{`{"at":"2026-02-20T09:00:00Z","odds":null,"items":[],"Not":"x"}`, "$.Not is not in the shape"},
		{`{"at":"yesterday","odds":null,"items":[]}`, "$.at is yesterday, not: instant"},
		{`{"at":"2026-02-20T09:00:00Z","odds":"high","items":[]}`, "$.odds is high, not: number"},
		{`{"at":"2026-02-20T09:00:00Z","odds":null,"items":[],"more":{"a":1.5}}`, "$.more.a is 1.5, not: whole number"},
		{`[]`, "not an object"},
		{`{`, "not JSON"},
	} {
		err := shape.Book{}.Check([]byte(c.document), reflect.TypeFor[whole]())
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", c.document, err, c.says)
		}
	}
}
