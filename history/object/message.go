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
	jiraKey  = regexp.MustCompile(`\b[A-Z][A-Z0-9_]{1,15}-[1-9][0-9]{0,6}\b`)
	hashKey  = regexp.MustCompile(`(?:^|[\s(\[,])((?:GH-|#)[1-9][0-9]{0,6})\b`)
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
	if strings.ContainsRune(message, '-') {
		for _, m := range jiraKey.FindAllString(message, 64) {
			prefix, _, _ := strings.Cut(m, "-")
			if prefix != "GH" && !slices.Contains(notKeys, prefix) {
				add(m)
			}
		}
	}
	if strings.ContainsRune(message, '#') || strings.Contains(message, "GH-") {
		for _, m := range hashKey.FindAllStringSubmatch(message, 64) {
			add(m[1])
		}
	}
	return out
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
