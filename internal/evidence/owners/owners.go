// Package owners reads CODEOWNERS: who a repository says owns a path. What it says is
// a claim; who really knows the path is another question.
package owners

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"

	"github.com/hmarr/codeowners"
)

// File is one CODEOWNERS file as found.
type File struct {
	Path    string
	Data    []byte
	Address string
}

// places in the order forges look at them: the first that exists counts.
var places = []string{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"}

// Is says whether a path is where CODEOWNERS is looked for.
func Is(path string) bool { return slices.Contains(places, path) }

// Rules is a parsed CODEOWNERS. It is immutable and safe for concurrent use.
type Rules struct {
	Path    string // where it stands
	Address string // of the fact
	rules   codeowners.Ruleset
}

// Parse picks the file that counts and reads it; nil when there is none.
func Parse(files []File) (*Rules, error) {
	for _, place := range places {
		for _, f := range files {
			if f.Path != place {
				continue
			}
			rules, err := codeowners.ParseFile(bytes.NewReader(f.Data), codeowners.WithOwnerMatchers(matchers))
			if err != nil {
				return nil, fmt.Errorf("%s cannot be read: %w", f.Path, err)
			}
			return &Rules{Path: f.Path, Address: f.Address, rules: rules}, nil
		}
	}
	return nil, nil
}

// matchers read the owners' forms. An address counts whatever its top-level domain: the
// parser's own form knows those of up to six letters only.
var matchers = []codeowners.OwnerMatcher{
	codeowners.OwnerMatchFunc(codeowners.MatchTeamOwner),
	codeowners.OwnerMatchFunc(codeowners.MatchUsernameOwner),
	codeowners.OwnerMatchFunc(func(s string) (codeowners.Owner, error) {
		if !address.MatchString(s) {
			return codeowners.Owner{}, codeowners.ErrNoMatch
		}
		return codeowners.Owner{Value: s, Type: codeowners.EmailOwner}, nil
	}),
}

var address = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s.]+$`)

// Of lists the owners of a path as written (@login, @org/team, an address), and the
// line of the rule that says so; nothing and 0 when no rule matches.
func (r *Rules) Of(path string) (who []string, line int) {
	if r == nil {
		return nil, 0
	}
	rule, err := r.rules.Match(path)
	if err != nil || rule == nil {
		return nil, 0
	}
	for _, o := range rule.Owners {
		who = append(who, o.String())
	}
	return who, rule.LineNumber
}
