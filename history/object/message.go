package object

import (
	"regexp"
	"slices"
	"strings"
)

// Trailer is one "Key: value" of a message's last paragraph, key in lower case.
type Trailer struct{ Key, Value string }

// Trailers reads the trailers of a message: lines "Word-Word: value" in the last
// paragraph that has any, so that sign-offs before a pasted footer still count.
func Trailers(message string) []Trailer {
	var out []Trailer
	paragraphs := strings.Split(strings.ReplaceAll(message, "\r\n", "\n"), "\n\n")
	for i := len(paragraphs) - 1; i > 0 && i > len(paragraphs)-4 && len(out) == 0; i-- {
		for line := range strings.Lines(paragraphs[i]) {
			if k, v, ok := trailer(strings.TrimSpace(line)); ok && len(out) < 64 {
				out = append(out, Trailer{k, v})
			}
		}
	}
	return out
}

func trailer(line string) (string, string, bool) {
	k, v, ok := strings.Cut(line, ":")
	if !ok || len(k) < 3 || len(k) > 40 || strings.TrimSpace(v) == "" || strings.HasPrefix(v, "//") {
		return "", "", false
	}
	for _, c := range k {
		if c != '-' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return "", "", false
		}
	}
	return strings.ToLower(k), strings.TrimSpace(v), true
}

// IsReview says whether a trailer names somebody who reviewed the change.
func IsReview(key string) bool {
	switch key {
	case "reviewed-by", "acked-by", "approved-by", "reviewer", "reviewers":
		return true
	}
	return false
}

var (
	revertOf = regexp.MustCompile(`(?i)this reverts (?:commit |change )?([0-9a-f]{7,64})`)
	notKeys  = []string{"UTF", "SHA", "ISO", "RFC", "CVE", "MD", "HTTP", "TLS", "X", "UCS", "AES", "RSA", "IPV", "CP", "GPT", "COVID", "AVX", "SSE", "UTC", "PEP", "JSR", "JEP", "WCAG", "ES", "BASE", "CRC", "GPL", "BSD", "LGPL", "AGPL", "APACHE"}
)

// IssueKeys lists the distinct issue keys a message names, as written: PAY-12, #482,
// GH-7. Words that only look like keys (UTF-8, SHA-256, CVE-2024-1) are left out. At
// most 16.
func IssueKeys(message string) []string {
	var out []string
	add := func(k string) {
		if len(out) < 16 && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	for at := 0; at < len(message); {
		i := strings.IndexAny(message[at:], "-#")
		if i < 0 {
			break
		}
		i += at
		at = i + 1
		if k := keyAt(message, i); k != "" {
			add(k)
			at = i + 2
		}
	}
	return out
}

// keyAt reads the key around the dash or hash at i, or "".
func keyAt(m string, i int) string {
	end := i + 1
	for end < len(m) && end < i+9 && m[end] >= '0' && m[end] <= '9' {
		end++
	}
	if end == i+1 || end == i+9 || m[i+1] == '0' || (end < len(m) && wordByte(m[end])) {
		return ""
	}
	if m[i] == '#' {
		if i > 0 && !strings.ContainsRune(" \t\n\r([,", rune(m[i-1])) {
			return ""
		}
		return m[i:end]
	}
	from := i
	for from > 0 && wordByte(m[from-1]) {
		from--
	}
	prefix := m[from:i]
	if len(prefix) < 2 || len(prefix) > 16 || prefix[0] < 'A' || prefix[0] > 'Z' || strings.ToUpper(prefix) != prefix || slices.Contains(notKeys, prefix) {
		return ""
	}
	return m[from:end]
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// Reverted is the hash, perhaps abbreviated, that a message says it reverts, or "".
func Reverted(message string) string {
	if !strings.Contains(message, "everts") {
		return ""
	}
	if m := revertOf.FindStringSubmatch(message); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}
