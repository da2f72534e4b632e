package identity

import (
	"strings"
)

// Mailmap is a parsed .mailmap: how a project itself spells its people. A nil
// Mailmap maps nothing.
type Mailmap struct {
	byBoth map[Identity]Identity // commit name and address, both in lower case
	byMail map[string]Identity
}

// ParseMailmap reads a .mailmap as gitmailmap(5) describes it. Lines that make no
// sense are skipped, as git does.
func ParseMailmap(b []byte) *Mailmap {
	m := &Mailmap{byBoth: map[Identity]Identity{}, byMail: map[string]Identity{}}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		m.line(line)
	}
	return m
}

func (m *Mailmap) line(line string) {
	name1, mail1, rest, ok := nameAndMail(line)
	if !ok {
		return
	}
	name2, mail2, _, two := nameAndMail(rest)
	switch {
	case !two:
		m.set(mail1, Identity{Name: name1})
	case name2 == "":
		m.set(mail2, Identity{Name: name1, Email: mail1})
	default:
		key := Identity{strings.ToLower(name2), strings.ToLower(mail2)}
		m.byBoth[key] = Identity{Name: name1, Email: mail1}
	}
}

func (m *Mailmap) set(mail string, to Identity) {
	key := strings.ToLower(mail)
	old := m.byMail[key]
	if to.Name == "" {
		to.Name = old.Name
	}
	if to.Email == "" {
		to.Email = old.Email
	}
	m.byMail[key] = to
}

func nameAndMail(s string) (name, mail, rest string, ok bool) {
	lt := strings.IndexByte(s, '<')
	if lt < 0 {
		return "", "", "", false
	}
	gt := strings.IndexByte(s[lt:], '>')
	if gt < 0 {
		return "", "", "", false
	}
	return strings.TrimSpace(s[:lt]), strings.TrimSpace(s[lt+1 : lt+gt]), s[lt+gt+1:], true
}

// Lookup is what the map makes of an identity; false when it says nothing.
func (m *Mailmap) Lookup(id Identity) (Identity, bool) {
	if m == nil {
		return id, false
	}
	mail := strings.ToLower(id.Email)
	to, ok := m.byBoth[Identity{strings.ToLower(id.Name), mail}]
	if !ok {
		to, ok = m.byMail[mail]
	}
	if !ok {
		return id, false
	}
	if to.Name == "" {
		to.Name = id.Name
	}
	if to.Email == "" {
		to.Email = id.Email
	}
	return to, true
}
