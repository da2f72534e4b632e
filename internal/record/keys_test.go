package record

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKeysAndIds(t *testing.T) {
	for key, fine := range map[string]bool{
		"ana": true, "PAY-12": true, "D-7": true, "#42": true, "owner/repo#7": true, "größe": true, "日本": true,
		"": false, "-a": false, "a b": false, "a:b": false, "a\u202eb": false, strings.Repeat("a", 81): false,
		"0123456789abcdef": false, // the shape of an id
	} {
		if IsKey(key) != fine {
			t.Errorf("%q may be a key: %v", key, !fine)
		}
	}
	for range 100 {
		if id := NewID(nil); !IsID(id) || IsKey(id) {
			t.Errorf("%q is no id", id)
		}
	}
}

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"Checkout v2":               "checkout-v2",
		"  Über   uns!  ":           "über-uns",
		"!!!":                       "",
		"":                          "",
		strings.Repeat("word ", 20): "word-word-word-word-word-word-word-word-word-word-word-word",
		strings.Repeat("𐐨", 18):     strings.Repeat("𐐨", 15), // four bytes a letter, no place to cut
	} {
		if got := Slug(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.String().Draw(t, "title")
		if s := Slug(title); s != "" && !IsKey(s) && !IsID(s) {
			t.Fatalf("%q becomes %q, which cannot be a key", title, s)
		}
	})
}
