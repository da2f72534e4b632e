// Package identity decides which names and addresses in commits are one person:
// first what the project's .mailmap says, then the same address or the same full
// name, then corrections a person made, replayed in order. It also tells programs
// (bots) from people. It guesses nothing else: what is only likely is a suggestion.
package identity

import (
	"slices"
	"strings"
	"unicode"
)

// Identity is one name and address as commits spell them.
type Identity struct{ Name, Email string }

// Op is what a correction does.
type Op string

// The corrections. Merge says A and B are one person; Split takes B out of every
// cluster it is in; Apart takes B out where the rules put it with A; Bot and Human
// settle what A is.
const (
	Merge Op = "merge"
	Split Op = "split"
	Apart Op = "apart"
	Bot   Op = "bot"
	Human Op = "human"
)

// Correction is one thing a person said about identities; later ones stand over
// earlier ones. An identity in it with an empty name or address means every one with
// the other.
type Correction struct {
	Op   Op
	A, B Identity
}

// Clusters is the outcome: Of maps each input identity to a cluster numbered from 0
// in the order of first appearance; Bots says which clusters are programs and why.
type Clusters struct {
	Of   []int
	N    int
	Bots []string // by cluster: the reason, or "" for a person
}

// Cluster merges identities. mailmap may be nil. The result depends on the inputs
// only, not on their order beyond the numbering.
func Cluster(ids []Identity, mailmap *Mailmap, corrections []Correction) Clusters {
	c := cluster(ids, mailmap, corrections)
	if !slices.ContainsFunc(corrections, func(k Correction) bool { return k.Op == Apart }) {
		return c
	}
	return cluster(ids, mailmap, parted(ids, c, corrections))
}

// parted turns Apart into Split where the two came together, and leaves it out where
// they did not.
func parted(ids []Identity, c Clusters, corrections []Correction) []Correction {
	var out []Correction
	for _, k := range corrections {
		if k.Op != Apart {
			out = append(out, k)
			continue
		}
		with := map[int]bool{}
		for _, a := range meant(ids, k.A) {
			with[c.Of[a]] = true
		}
		for _, b := range meant(ids, k.B) {
			if with[c.Of[b]] {
				out = append(out, Correction{Op: Split, B: ids[b]})
			}
		}
	}
	return out
}

func cluster(ids []Identity, mailmap *Mailmap, corrections []Correction) Clusters {
	u := newUnion(len(ids))
	explicit, isolated := replay(ids, corrections)
	byMail, byName := map[string]int{}, map[string]int{}
	keys := foldAll(ids)
	bridges := bridging(keys)
	join := func(m map[string]int, key string, i int) {
		if key == "" {
			return
		}
		if j, ok := m[key]; ok {
			u.join(i, j)
		} else {
			m[key] = i
		}
	}
	for i, id := range ids {
		if isolated[i] {
			continue
		}
		if !bridges[i] {
			join(byMail, keys[i].mail, i)
		}
		join(byName, keys[i].name, i)
		if to, ok := mailmap.Lookup(id); ok {
			join(byMail, mailKey(to.Email), i)
			join(byName, nameKey(to.Name), i)
		}
	}
	for _, e := range explicit {
		u.join(e[0], e[1])
	}
	return number(ids, u, corrections)
}

// bridging finds identities that carry one person's full name and another's address,
// as when somebody commits for somebody else: the name has other addresses, and the
// address belongs to another full name that shares no word with it. They follow the
// name.
func bridging(all []folded) []bool {
	first, several := map[string]string{}, map[string]bool{} // an address by name, and whether it has others
	owner := map[string]string{}                             // name by address
	for _, k := range all {
		if k.name == "" || k.mail == "" {
			continue
		}
		if m, ok := first[k.name]; !ok {
			first[k.name] = k.mail
		} else if m != k.mail {
			several[k.name] = true
		}
		if owner[k.mail] == "" || (!inAddress(owner[k.mail], k.mail) && inAddress(k.name, k.mail)) {
			owner[k.mail] = k.name
		}
	}
	out := make([]bool, len(all))
	for i, k := range all {
		out[i] = k.name != "" && k.mail != "" && several[k.name] && !shareWord(k.name, owner[k.mail])
	}
	return out
}

// folded is what two identities must share one of to be one person.
type folded struct{ name, mail string }

func foldAll(ids []Identity) []folded {
	out := make([]folded, len(ids))
	for i, id := range ids {
		out[i] = folded{nameKey(id.Name), mailKey(id.Email)}
	}
	return out
}

// inAddress says whether an address contains a word of a name, and so is likely its
// own.
func inAddress(name, mail string) bool {
	for w := range strings.FieldsSeq(name) {
		if len(w) > 2 && strings.Contains(mail, w) {
			return true
		}
	}
	return false
}

func shareWord(a, b string) bool {
	words := strings.Fields(b)
	for w := range strings.FieldsSeq(a) {
		if slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// replay turns corrections into edges to add and identities to leave alone.
func replay(ids []Identity, corrections []Correction) (edges [][2]int, isolated map[int]bool) {
	isolated = map[int]bool{}
	for _, c := range corrections {
		switch c.Op {
		case Merge:
			both := append(meant(ids, c.A), meant(ids, c.B)...)
			for _, i := range both[min(1, len(both)):] {
				edges = append(edges, [2]int{both[0], i})
			}
		case Split:
			out := meant(ids, c.B)
			for _, b := range out {
				isolated[b] = true
				edges = slices.DeleteFunc(edges, func(e [2]int) bool { return e[0] == b || e[1] == b })
			}
			for _, b := range out[min(1, len(out)):] {
				edges = append(edges, [2]int{out[0], b}) // one address keeps its spellings together
			}
		}
	}
	return edges, isolated
}

// meant lists the identities a correction speaks of: an empty name or address stands
// for any.
func meant(ids []Identity, id Identity) []int {
	var out []int
	for i := range ids {
		if id.covers(ids[i]) {
			out = append(out, i)
		}
	}
	return out
}

func number(ids []Identity, u *union, corrections []Correction) Clusters {
	c := Clusters{Of: make([]int, len(ids))}
	seen := map[int]int{}
	for i := range ids {
		root := u.find(i)
		n, ok := seen[root]
		if !ok {
			n = c.N
			seen[root] = n
			c.N++
			c.Bots = append(c.Bots, "")
		}
		c.Of[i] = n
		if c.Bots[n] == "" {
			c.Bots[n] = BotReason(ids[i])
		}
	}
	for _, k := range corrections {
		for i, id := range ids {
			if k.Op == Bot && k.A.covers(id) {
				c.Bots[c.Of[i]] = "said by a person"
			}
			if k.Op == Human && k.A.covers(id) {
				c.Bots[c.Of[i]] = ""
			}
		}
	}
	return c
}

// mailKey is what two addresses must share: lower case, the number that GitHub puts
// before a login in noreply addresses taken off. Addresses that many people share
// have no key.
func mailKey(mail string) string {
	m := strings.ToLower(strings.TrimSpace(mail))
	local, domain, ok := strings.Cut(m, "@")
	if !ok || local == "" || domain == "" || sharedLocal[local] || sharedDomain(domain) {
		return ""
	}
	if strings.HasSuffix(domain, "noreply.github.com") {
		if num, login, ok := strings.Cut(local, "+"); ok && digits(num) {
			local = login
		}
		return local + "@users.noreply.github.com"
	}
	return m
}

var sharedLocal = map[string]bool{
	"root": true, "noreply": true, "no-reply": true, "unknown": true, "none": true, "nobody": true,
	"you": true, "user": true, "devnull": true, "admin": true, "info": true, "email": true, "your": true,
}

func sharedDomain(d string) bool {
	return d == "localhost" || d == "localhost.localdomain" || d == "(none)" || d == "none" ||
		d == "example.com" || d == "example.org" || strings.HasSuffix(d, ".(none)") || strings.HasSuffix(d, ".local")
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// nameKey is a full name folded for comparison, or "" when it is no full name: one
// word only, too short, or one that programs fill in.
func nameKey(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	if full := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) == 1 }); len(full) >= 2 {
		words = full // initials come and go
	}
	key := fold(strings.Join(words, " "))
	if len(words) < 2 || len(key) < 6 || placeholder[key] {
		return ""
	}
	return key
}

var placeholder = map[string]bool{
	"your name": true, "first last": true, "john doe": true, "jane doe": true, "full name": true,
	"unknown author": true, "no author": true, "not committed yet": true, "no name": true, "the author": true,
	"apple apple": true, "root root": true, "name name": true, "test user": true, "user name": true,
}

var folding = strings.NewReplacer("ä", "a", "á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e", "í", "i", "ì", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n", "ň", "n",
	"ö", "o", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ø", "o", "ř", "r", "š", "s", "ś", "s", "ş", "s", "ß", "ss", "ü", "u", "ú", "u", "ù", "u", "û", "u",
	"ů", "u", "ý", "y", "ž", "z", "ź", "z", "ż", "z", "ð", "d", "đ", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ğ", "g")

// fold takes the marks off common Latin letters, so that José and Jose agree.
func fold(s string) string { return folding.Replace(s) }

type union struct{ parent []int }

func newUnion(n int) *union {
	u := &union{make([]int, n)}
	for i := range u.parent {
		u.parent[i] = i
	}
	return u
}

func (u *union) find(i int) int {
	for u.parent[i] != i {
		u.parent[i] = u.parent[u.parent[i]]
		i = u.parent[i]
	}
	return i
}

func (u *union) join(a, b int) {
	a, b = u.find(a), u.find(b)
	u.parent[max(a, b)] = min(a, b)
}
