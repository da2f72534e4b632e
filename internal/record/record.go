// Package record is what every record has in common: the envelope, references,
// units as people write them, strict decoding, the description of a kind that
// everything generic (storage, API, forms, files, documentation) is derived from,
// and the rules of who may do what with it.
//
// A kind itself is a plain struct in one of the packages below internal/kinds.
package record

import (
	"crypto/rand"
	"encoding/base32"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind names a sort of record: "person", "task". Lower case, words joined by "_".
type Kind string

// ID is opaque, random, never changes and is never reused.
type ID = string

// Ref is a reference to a record by its ID. The kind it points at stands in the
// field's `ref` tag. Files, commands and URLs may write a key instead; the gate
// turns keys into ids before anything is decoded.
type Ref string

// Prose is Markdown text of at most 64 KiB.
type Prose string

// Record is the newest state of one record. It is immutable: readers share it.
type Record struct {
	Kind    Kind
	ID      ID
	Key     string // readable alias, unique in its kind; "" for kinds without
	Version int    // 1, 2, 3 …
	Created Stamp
	Updated Stamp
	Body    Body
	Seal    *Seal // where Body holds only who it is for: the rest is for them alone
}

// Stamp says who did something, when, and by which way in.
type Stamp struct {
	At  time.Time `json:"at"`
	By  ID        `json:"by"` // person; "" = the system
	Via string    `json:"via"`
}

// Body is the content of a record: a pointer to the struct of its kind.
type Body interface {
	// Common gives the part that all kinds share.
	Common() *Base
	// Validate reports everything that is wrong with the content by itself,
	// without looking at other records.
	Validate(c *Check)
}

// Base is embedded in every kind.
type Base struct {
	Title string   `json:"title" label:"Title" help:"What people call it"`
	Tags  []string `json:"tags,omitempty" label:"Tags"`
	Links []Link   `json:"links,omitempty" label:"Links" help:"To any record or fact"`
}

// Common implements Body for every struct that embeds Base.
func (b *Base) Common() *Base { return b }

// Link is a typed link from a record to another record or a fact.
type Link struct {
	Rel string `json:"rel" label:"Relation" req:"true" help:"relates, evidence, supersedes, answers …"`
	To  string `json:"to" label:"To" req:"true" type:"target" help:"kind/key of a record, or the address of a fact"`
}

var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID draws an id of 80 random bits (16 characters) from r; nil means the
// system's secure source.
func NewID(r io.Reader) ID {
	if r == nil {
		r = rand.Reader
	}
	var b [10]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		panic("record: the random source failed: " + err.Error())
	}
	return alphabet.EncodeToString(b[:])
}

var idShape = regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{16}$`)

// IsID says whether s has the shape of an id. Keys never have it.
func IsID(s string) bool { return idShape.MatchString(s) }

var keyShape = regexp.MustCompile(`^[\p{L}\p{N}#][\p{L}\p{N}._#/-]{0,79}$`)

// IsKey says whether s may be a key: letters, digits and . _ - / #, at most 80
// characters, and not of the shape of an id.
func IsKey(s string) bool { return keyShape.MatchString(s) && !IsID(s) }

// Slug makes a key out of a title: lower case, words joined by "-".
func Slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127 && keyShape.MatchString(string(r)) {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return shorten(b.String(), 60)
}

// shorten cuts a slug to at most n bytes, between words where it can.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if cut := strings.LastIndexByte(s[:n+1], '-'); cut > 0 {
		return s[:cut]
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
