package identity

import (
	"cmp"
	"slices"
	"strings"
)

// Likeness is two clusters that may be one person, and what speaks for it. It is a
// question to ask, never an answer: Cluster does not act on it.
type Likeness struct {
	A, B   int    // clusters, A < B
	Why    string // "local", "login" or "words"
	Shared string // the part of the addresses, or the login, that they share; "" for words
}

// Likely lists pairs of clusters that may be one person. Pairs that a
// person said are two, and programs, are left alone.
func Likely(ids []Identity, c Clusters, corrections []Correction) []Likeness {
	k := &likely{ids: ids, c: c, found: map[[2]int]Likeness{}}
	k.apart(corrections)
	locals, words := map[string][]int{}, map[string][]int{}
	for i, id := range ids {
		if c.Bots[c.Of[i]] != "" {
			continue
		}
		if l := localOf(id.Email); l != "" {
			locals[l] = append(locals[l], i)
		}
		if n := initials(id.Name); n != "" {
			words[n] = append(words[n], i)
		}
	}
	for _, l := range keysOf(locals) {
		k.pairs(locals[l], "local", l)
	}
	for i, id := range ids {
		if n := strings.ToLower(strings.TrimSpace(id.Name)); n != "" && !strings.Contains(n, " ") && len(n) >= minLocal {
			k.pairs(append([]int{i}, locals[fold(n)]...), "login", n)
		}
	}
	for _, n := range keysOf(words) {
		k.pairs(words[n], "words", "")
	}
	return k.list()
}

// minLocal keeps short local parts, such as "jan", from joining strangers.
const minLocal = 5

// mostAlike is how many may share a word before it says nothing.
const mostAlike = 4

type likely struct {
	ids   []Identity
	c     Clusters
	split map[[2]int]bool
	found map[[2]int]Likeness
}

// apart notes the pairs that a person said are two.
func (k *likely) apart(corrections []Correction) {
	k.split = map[[2]int]bool{}
	for _, x := range corrections {
		if x.Op != Apart {
			continue
		}
		for _, a := range meant(k.ids, x.A) {
			for _, b := range meant(k.ids, x.B) {
				p, q := k.c.Of[a], k.c.Of[b]
				k.split[[2]int{min(p, q), max(p, q)}] = true
			}
		}
	}
}

func (k *likely) pairs(list []int, why, shared string) {
	var clusters []int
	for _, i := range list {
		if n := k.c.Of[i]; !slices.Contains(clusters, n) && k.c.Bots[n] == "" {
			clusters = append(clusters, n)
		}
	}
	if len(clusters) > mostAlike {
		return
	}
	slices.Sort(clusters)
	for i, a := range clusters {
		for _, b := range clusters[i+1:] {
			if _, ok := k.found[[2]int{a, b}]; !ok && !k.split[[2]int{a, b}] && !k.strangers(a, b, why) {
				k.found[[2]int{a, b}] = Likeness{a, b, why, shared}
			}
		}
	}
}

// strangers says that two clusters carry full names without a word in common: the
// same local part is then a coincidence.
func (k *likely) strangers(a, b int, why string) bool {
	if why == "words" {
		return false
	}
	full := func(n int) (out []string) {
		for i, id := range k.ids {
			if w := nameKey(id.Name); k.c.Of[i] == n && w != "" {
				out = append(out, w)
			}
		}
		return out
	}
	x, y := full(a), full(b)
	return len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(s string) bool {
		return slices.ContainsFunc(y, func(t string) bool { return shareWord(s, t) })
	})
}

func (k *likely) list() []Likeness {
	out := []Likeness{}
	for _, l := range k.found {
		out = append(out, l)
	}
	slices.SortFunc(out, func(x, y Likeness) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

// localOf is the part of an address before the @ where it can tell people apart.
func localOf(mail string) string {
	local, domain, ok := strings.Cut(mailKey(mail), "@")
	if !ok || domain == "" || len(local) < minLocal {
		return ""
	}
	local, _, _ = strings.Cut(local, "+")
	return fold(local)
}

// initials folds a full name to its last word and the first letter of its first, in
// alphabetical order of the words, so that "Alvarez, Ana", "Ana Alvarez" and "A.
// Alvarez" agree.
func initials(name string) string {
	if before, after, ok := strings.Cut(name, ","); ok {
		name = after + " " + before
	}
	words := strings.FieldsFunc(fold(strings.ToLower(name)), func(r rune) bool { return r == ' ' || r == '.' || r == '-' || r == '_' })
	if len(words) < 2 || placeholder[strings.Join(words, " ")] {
		return ""
	}
	first, last := words[0], words[len(words)-1]
	if len(last) < 4 {
		return ""
	}
	return first[:1] + " " + last
}

func keysOf(m map[string][]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// covers says that an identity as a person wrote it means one of a commit: an empty
// name or address stands for any.
func (id Identity) covers(of Identity) bool {
	if id.Name == "" && id.Email == "" {
		return false
	}
	return (id.Name == "" || id.Name == of.Name) && (id.Email == "" || strings.EqualFold(id.Email, of.Email))
}
